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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.RecurveCommand;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;

/** Does everything that OWN-DATA.md says, in its order, and makes the mistakes that people make there. */
class OwnDataPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(yaml|sh)\n(.*?)```");
    private static final Pattern FILE = Pattern.compile(".*\\.(yaml|png|csv|wav)");

    @TempDir
    Path folder;

    /** What a command answered. */
    private record Said(int code, String out, String err) {}

    private Said recurve(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ")) {
            words.add(FILE.matcher(word).matches() ? folder.resolve(word).toString() : word);
        }
        assertEquals("recurve", words.removeFirst());
        words.addAll(List.of("--store", folder.resolve("store").toString(), "--data", folder.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = RecurveCommand.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    /** Writes the page's files, and gives its commands with what each of them said. */
    private Map<String, String> done() throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        for (MatchResult block : BLOCK.matcher(Files.readString(Path.of("OWN-DATA.md")))
                .results()
                .toList()) {
            if (block.group(1).equals("yaml")) {
                String text = block.group(2);
                Files.writeString(
                        folder.resolve(text.lines().findFirst().orElseThrow().substring("# ".length())), text);
            } else {
                block.group(2).lines().forEach(command -> {
                    Said answer = recurve(command);
                    assertEquals(0, answer.code(), command + "\n" + answer.err());
                    said.put(command, answer.out());
                });
            }
        }
        return said;
    }

    /** Rent is area / 5 and half as much for a room, heating falls with the year; Bergen costs 2 more. */
    private void table() throws IOException {
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

    private static BufferedImage stripes(int height, int width, boolean upright, int type, int phase) {
        BufferedImage image = new BufferedImage(width, height, type);
        int white = type == BufferedImage.TYPE_USHORT_GRAY ? 60_000 : 240;
        int side = Math.min(height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = (4 * (upright ? x : y) / side + phase) % 2 == 0 ? white : white / 6;
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, value);
                }
            }
        }
        return image;
    }

    private void pictures() throws IOException {
        Path scans = Files.createDirectory(folder.resolve("scans"));
        int[] types = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_USHORT_GRAY};
        StringBuilder rows = new StringBuilder("scan;stripes\n");
        for (int i = 0; i < 40; i++) {
            boolean upright = i % 2 == 1;
            int type = types[i % 3];
            String name = i + (i % 3 == 1 ? ".jpg" : ".png");
            BufferedImage image = stripes(20 + i % 7, 20 + 3 * (i % 5), upright, type, i / 2 % 2);
            assertTrue(ImageIO.write(
                    image,
                    name.endsWith("jpg") ? "jpg" : "png",
                    scans.resolve(name).toFile()));
            rows.append(name).append(upright ? ";upright\n" : ";across\n");
        }
        Files.writeString(folder.resolve("labels.csv"), rows);
        ImageIO.write(
                stripes(50, 31, true, BufferedImage.TYPE_USHORT_GRAY, 1),
                "png",
                folder.resolve("other.png").toFile());
    }

    /** A WAV file of 16-bit samples, 8000 a second. */
    private static byte[] wav(int channels, int bits, short... samples) {
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

    private void sounds() throws IOException {
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

    private double metric(String study, String name) {
        try (Store store = Store.open(folder.resolve("store"))) {
            StoreReader reader = store.reader();
            return reader.study(study)
                    .orElseThrow()
                    .trials()
                    .getFirst()
                    .metrics()
                    .get(name);
        }
    }

    @Test
    void thePageIsTrue() throws IOException {
        table();
        pictures();
        sounds();
        Map<String, String> said = done();
        assertTrue(metric("flats", "test.r2") > 0.8, "r2 " + metric("flats", "test.r2"));
        assertEquals(1, metric("scans", "test.accuracy"));
        assertEquals(1, metric("calls", "test.accuracy"));
        String scan = said.get("recurve predict scans other.png");
        assertTrue(scan.contains("upright"), scan);
        String heard = said.get("recurve predict calls unheard.wav");
        assertTrue(heard.contains("high"), heard);
        String shown = said.get("recurve show scans/baseline/0");
        assertTrue(shown.matches("(?s).*test split +precision +recall +f1 +examples.*across +1 +1 +1 +5.*"), shown);
        assertTrue(shown.contains("calibration error (ECE) "), shown);
        String augmented = said.get("recurve show scans/baseline/0 --picture augmentation");
        assertTrue(augmented.matches("(?s).*\\(flip, crop, brightness\\).*as it is +epoch 1\n.*"), augmented);
        embedded();
        mistakes();
    }

    /** Categories by number are what an embedding reads, and a model of them is asked by their names. */
    private void embedded() throws IOException {
        Files.writeString(folder.resolve("cities.yaml"), """
                study: cities
                question: Is a city enough?
                data: {csv: {file: flats.csv, target: rent, answers: numbers, decimal: comma, index: [city], leave-out:
                  [house, built, rooms, area, heating]}}
                model: [{embedding: 2}, {dense: 1}]
                loss: squared-error
                train: {optimizer: {adam: 1e-1}, epochs: 20, batch: 16}
                measure: [test.mean-absolute-error]
                """);
        Said run = recurve("recurve run cities.yaml");
        assertEquals(0, run.code(), run.err());
        Said asked = recurve("recurve predict cities new.csv");
        assertEquals(0, asked.code(), asked.err());
        assertEquals(3, asked.out().lines().count(), asked.out());
    }

    /** One after another, each in one message that says what, where, why, and what to do. */
    private void mistakes() throws IOException {
        Files.writeString(
                folder.resolve("labels.csv"), Files.readString(folder.resolve("labels.csv")) + "40.png;across\n");
        refused("scans.yaml", "labels.csv:42 column scan: ", "40.png does not exist: it was looked for in the folder ");
        change("scans.yaml", "label-column: stripes", "label-column: kind");
        refused("scans.yaml", "labels.csv has no column \"kind\"; its columns are scan, stripes");
        change("scans.yaml", "size: [16, 16]", "size: [16]");
        refused("scans.yaml", "size [16] is no size of an image; write its height and width in pixels");
        Path call = folder.resolve("calls/low/0.wav");
        byte[] whole = Files.readAllBytes(call);
        Files.write(call, wav(1, 8, (short) 1, (short) 2));
        refused("calls.yaml", "0.wav has whole numbers of 8 bits, and whole numbers of 16 bits are read; convert it");
        Files.write(call, wav(1, 16, (short) 1, (short) 2));
        refused("calls.yaml", "0.wav has 2 samples, fewer than a frame of 64; lower window, let seconds fill it");
        Files.write(call, whole);
        Files.createDirectory(folder.resolve("calls/owl"));
        refused("calls.yaml", "the class folder ", "calls/owl is empty; fill it with examples, or delete it");
        Files.copy(call, folder.resolve("calls/owl/one.wav"));
        change("calls.yaml", "dense: 3", "dense: 4");
        Said one = recurve("recurve check calls.yaml");
        assertEquals(0, one.code(), one.err());
        assertTrue((one.out() + one.err()).contains("owl"), one.out() + one.err());
        change("flats.yaml", "dates: [built]", "dates: [area]");
        refused("flats.yaml", "column built: \"1950-05-01\" is not a finite number");
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertTrue(text.contains(from), text);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }

    private void refused(String file, String... why) {
        Said answer = recurve("recurve check " + file);
        assertEquals(2, answer.code(), answer.out());
        for (String part : why) {
            assertTrue(answer.err().contains(part), answer.err());
        }
    }
}
