package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.recurve.app.command.RecurveCommand;

/** The files that OWN-DATA.md is about, as people have them, and the commands that read them. */
record OwnDataFiles(Path folder) {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(yaml|sh)\n(.*?)```");
    private static final Pattern FILE = Pattern.compile(".*\\.(yaml|png|webp|csv|wav|txt)");

    /** Upright stripes, 24 by 20 pixels, as libwebp writes them without loss. */
    private static final String WEBP = "UklGRioAAABXRUJQVlA4TB4AAAAvF8AEAA9wHPjjwB8Hfv7jAQIBIkG0UT8GIvofyQg=";

    /** What a command answered. */
    record Said(int code, String out, String err) {}

    Said recurve(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ")) {
            words.add(
                    FILE.matcher(word).matches() || word.equals("answers")
                            ? folder.resolve(word).toString()
                            : word);
        }
        assertEquals("recurve", words.removeFirst());
        words.addAll(List.of("--store", folder.resolve("store").toString(), "--data", folder.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = RecurveCommand.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    /** Writes the experiment files of the page. */
    void pages() throws IOException {
        for (MatchResult block : BLOCK.matcher(Files.readString(Path.of("OWN-DATA.md")))
                .results()
                .toList()) {
            String text = block.group(2);
            if (block.group(1).equals("yaml")) {
                Files.writeString(
                        folder.resolve(text.lines().findFirst().orElseThrow().substring("# ".length())), text);
            }
        }
    }

    /** Writes the page's files, and gives its commands with what each of them said. */
    Map<String, String> done() throws IOException {
        pages();
        Map<String, String> said = new LinkedHashMap<>();
        BLOCK.matcher(Files.readString(Path.of("OWN-DATA.md")))
                .results()
                .filter(block -> block.group(1).equals("sh"))
                .flatMap(block -> block.group(2).lines())
                .forEach(command -> {
                    Said answer = recurve(command);
                    assertEquals(0, answer.code(), command + "\n" + answer.err());
                    said.put(command, answer.out());
                });
        return said;
    }

    /** Rent is area / 5 and half as much for a room, heating falls with the year; Bergen costs 2 more. */
    void table() throws IOException {
        Random random = new Random(1);
        StringBuilder rows = new StringBuilder("house;city;built;rooms;area;rent;heating\n");
        for (int i = 0; i < 200; i++) {
            int house = i / 3;
            int year = 1950 + house % 60;
            int rooms = 1 + random.nextInt(5);
            double area = 20 * rooms + 20 * random.nextDouble();
            boolean bergen = house % 2 == 0;
            double rent = area / 10 + rooms / 2.0 + (bergen ? 2 : 0);
            rows.append(String.format(
                    Locale.GERMANY,
                    "%d;%s;%d-05-01;%s;%s;%.2f;%.2f%n",
                    house,
                    bergen ? "Bergen" : "Oslo",
                    year,
                    i % 17 == 0 ? "NA" : String.valueOf(rooms),
                    i % 13 == 0 ? "" : String.format(Locale.GERMANY, "%.1f", area),
                    rent,
                    (2010 - year) / 20.0));
        }
        Files.writeString(folder.resolve("flats.csv"), rows);
        Files.writeString(
                folder.resolve("new.csv"),
                "rooms;area;city;built;house\n3;70,0;Oslo;1990-05-01;new\n3;70,0;Bergen;1990-05-01;new\n");
    }

    private static BufferedImage stripes(int height, int width, boolean upright, int type, int phase, boolean pale) {
        BufferedImage image = new BufferedImage(width, height, type);
        int white = type == BufferedImage.TYPE_USHORT_GRAY ? 60_000 : 240;
        int side = Math.min(height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = (4 * (upright ? x : y) / side + phase) % 2 == 0 ? white : white / (pale ? 2 : 6);
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, value);
                }
            }
        }
        return image;
    }

    void pictures() throws IOException {
        Path scans = Files.createDirectory(folder.resolve("scans"));
        int[] types = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_USHORT_GRAY};
        StringBuilder rows = new StringBuilder("scan;stripes\n");
        StringBuilder shown = new StringBuilder("scan;label\n");
        for (int i = 0; i < 40; i++) {
            boolean upright = i % 2 == 1;
            int type = types[i % 3];
            String name = i + (i % 3 == 1 ? ".jpg" : ".png");
            BufferedImage image = stripes(20 + i % 7, 20 + 3 * (i % 5), upright, type, i / 2 % 2, i % 5 < 2);
            assertTrue(ImageIO.write(
                    image,
                    name.endsWith("jpg") ? "jpg" : "png",
                    scans.resolve(name).toFile()));
            rows.append(name).append(upright ? ";upright\n" : ";across\n");
            shown.append(name).append(i % 5 < 2 ? ";pale|" : ";").append(upright ? "upright\n" : "across\n");
        }
        Files.writeString(folder.resolve("labels.csv"), rows);
        Files.writeString(folder.resolve("shown.csv"), shown);
        Files.write(folder.resolve("other.webp"), Base64.getDecoder().decode(WEBP));
        ImageIO.write(
                stripes(50, 31, true, BufferedImage.TYPE_USHORT_GRAY, 1, false),
                "png",
                folder.resolve("other.png").toFile());
    }

    /** A bright cell with a rim and a fibre that is less bright, before noise; masks are grey or have a palette, by turns. */
    void cells() throws IOException {
        Random random = new Random(3);
        Files.createDirectory(folder.resolve("cells"));
        Files.createDirectory(folder.resolve("cell-masks"));
        for (int i = 0; i <= 40; i++) {
            int side = 16;
            BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
            BufferedImage mask = i % 2 == 0
                    ? new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY)
                    : new BufferedImage(side, side, BufferedImage.TYPE_BYTE_INDEXED);
            int y0 = 4 + random.nextInt(8);
            int x0 = 4 + random.nextInt(8);
            int fibre = random.nextInt(side);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int far = (y - y0) * (y - y0) + (x - x0) * (x - x0);
                    int kind = far <= 9 ? 1 : far <= 16 ? 255 : Math.abs(x - fibre) <= 1 ? 2 : 0;
                    int light = kind == 1 ? 220 : kind == 2 ? 130 : kind == 255 ? 170 : 40;
                    picture.getRaster().setSample(x, y, 0, light - 20 + random.nextInt(40));
                    mask.getRaster().setSample(x, y, 0, kind);
                }
            }
            String name = i == 40 ? "other-cell.png" : "cells/" + i + ".png";
            ImageIO.write(picture, "png", folder.resolve(name).toFile());
            if (i < 40) {
                ImageIO.write(
                        mask, "png", folder.resolve("cell-masks/" + i + ".png").toFile());
            }
        }
    }

    /** Work is planned and confirmed, spam wins; endings are shared by both. */
    void mails() throws IOException {
        String[] work = {"confirm", "plan", "print", "report", "order"};
        String[] spam = {"win", "bet", "gain", "click", "claim"};
        String[] ends = {"ing", "ed", "s", "er"};
        StringBuilder rows = new StringBuilder("text;label\n");
        for (int i = 0; i < 80; i++) {
            String[] stems = i % 2 == 0 ? work : spam;
            String first = stems[i / 2 % 5] + ends[i / 10 % 4];
            String second = stems[(i / 2 + 1 + i / 40) % 5] + ends[(i / 10 + 1) % 4];
            rows.append("number ")
                    .append(i)
                    .append(' ')
                    .append(first)
                    .append(" the ")
                    .append(second);
            rows.append(i % 2 == 0 ? ";work\n" : ";spam\n");
        }
        Files.writeString(folder.resolve("mails.csv"), rows);
        Files.writeString(folder.resolve("asked.txt"), "the clicking claimer\nthe printed reports\n");
    }

    /** A WAV file of 16-bit samples, 8000 a second. */
    static byte[] wav(int channels, int bits, short... samples) {
        ByteBuffer out = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        out.putShort((short) channels).putInt(8000).putInt(16_000 * channels).putShort((short) (2 * channels));
        out.putShort((short) bits)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(2 * samples.length);
        for (short sample : samples) {
            out.putShort(sample);
        }
        return out.array();
    }

    private static short[] call(String kind, int channels, int frames, Random random) {
        double cycles = (kind.equals("high") ? 1500 + random.nextInt(500) : 300 + random.nextInt(200)) / 8000.0;
        short[] samples = new short[channels * frames];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short)
                    (kind.equals("noise")
                            ? 4000 * random.nextGaussian()
                            : 8000 * StrictMath.sin(2 * StrictMath.PI * cycles * (i / channels))
                                    + 200 * random.nextGaussian());
        }
        return samples;
    }

    void sounds() throws IOException {
        Random random = new Random(2);
        for (String kind : List.of("high", "low", "noise")) {
            Path of = Files.createDirectories(folder.resolve("calls").resolve(kind));
            for (int i = 0; i < 16; i++) {
                int channels = 1 + i % 2;
                Files.write(of.resolve(i + ".wav"), wav(channels, 16, call(kind, channels, 400 + 37 * i, random)));
            }
        }
        Files.write(folder.resolve("unheard.wav"), wav(1, 16, call("high", 1, 500, random)));
    }
}
