package org.recurve.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** Asks trained models about files that are not quite what they learnt from: each is read as it is meant, or refused with what to do. */
class OddFilesTest {
    private static final String TABLE = "area;city;sold\n1,5;Oslo;yes\n2,5;Bergen;no\n3,5;Oslo;yes\n0,5;Bergen;no\n";

    private final Path folder;
    private final AskedStudy study;

    OddFilesTest(@TempDir Path folder) {
        this.folder = folder;
        this.study = new AskedStudy(folder);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private String answers(String id, String file) {
        Answer answer = study.ask("predict", id, folder.resolve(file), "--as", "csv");
        assertEquals(0, answer.code(), answer.err());
        return answer.out()
                        .lines()
                        .skip(1)
                        .map(line -> line.substring(line.indexOf(',')))
                        .toList() + "";
    }

    private void assertRefused(String id, String file, String... why) {
        Answer answer = study.ask("predict", id, folder.resolve(file));
        assertEquals(2, answer.code(), answer.out());
        String said = answer.err().replace(folder + "/", "");
        for (String part : why) {
            assertTrue(said.contains(part), () -> part + "\n" + said);
        }
    }

    @Test
    void tables() throws IOException {
        write("flats.csv", TABLE);
        study.train("""
                study: flats
                data: {csv: {file: flats.csv, target: sold, decimal: comma, one-hot: [city], validation: 0, test: 0}}
                model: [{dense: 2}]
                loss: cross-entropy
                """ + AskedStudy.TRAIN);
        String good = "city;area\nOslo;1,5\nBergen;2\n";
        write("new.csv", good);
        String meant = answers("flats", "new.csv");
        write("new.data", good);
        assertEquals(meant, answers("flats", "new.data"), "a table is read as one, whatever it is called");
        Files.write(folder.resolve("packed.csv"), packed(good));
        assertEquals(meant, answers("flats", "packed.csv"), "compressed, and not called so");
        write("plain.csv.gz", good);
        assertEquals(meant, answers("flats", "plain.csv.gz"), "called so, and not compressed");
        Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(packed(good), packed(good).length - 12));
        assertRefused("flats", "cut.csv.gz", "it was cut off; copy it again");
        write("new.csv", "city;area\nOslo;1.5\n");
        assertRefused(
                "flats",
                "new.csv",
                "new.csv:2 column area: \"1.5\" is not a finite number; the model learnt from numbers with a decimal comma: write 1,5");
        write("new.csv", "city;area\nOslo;small\n");
        assertRefused("flats", "new.csv", "the model learnt from numbers there: correct it, or leave the row out");
        write("new.csv", "city;area\nOslo;\n");
        assertRefused("flats", "new.csv", "the column is never empty: write a number, or leave the row out");
        write("new.csv", "city;area\n;1\n");
        assertRefused("flats", "new.csv", "column city: there is no value; ", "never empty: write Bergen, Oslo");
        write("new.csv", "city;area\nRome;1\n");
        assertRefused("flats", "new.csv", "\"Rome\" did not occur", "(it knows Bergen, Oslo), or leave the row out");
        write("new.csv", "city;area\rOslo;1\r");
        assertRefused("flats", "new.csv", "new.csv ends its lines with carriage returns alone");
        Files.write(folder.resolve("new.xlsx"), new byte[] {'P', 'K', 3, 4, 20, 0});
        assertRefused("flats", "new.xlsx", "new.xlsx is a ZIP archive, as workbooks of Excel", "save a table as CSV");
        assertRefused("flats", "nww.csv", "nww.csv is not a file. Did you mean \"new.csv\"?");
        assertRefused("flats", "store", "store is a folder", "name its files; a shell writes them out for ");
        evaluated();
    }

    /** Classes that go by other names only go by their numbers if none of them is known. */
    private void evaluated() throws IOException {
        write("more.csv", TABLE.replace("no\n", "perhaps\n"));
        String data = "{csv: {file: more.csv, target: sold, decimal: comma, one-hot: [city], validation: 0, test: 0}}";
        Answer one = study.ask("evaluate", "flats", "--split", "train", "--data-set", data);
        assertEquals(2, one.code(), one.out());
        assertTrue(
                one.err()
                        .contains(
                                "the model tells no, yes apart, and does not know perhaps, which these examples have"),
                one.err());
        write("more.csv", TABLE.replace("no\n", "0\n").replace("yes\n", "1\n"));
        Answer all = study.ask("evaluate", "flats", "--split", "train", "--data-set", data);
        assertEquals(0, all.code(), all.err());
        assertTrue(all.err().contains("go by their numbers: no is 0, yes is 1"), all.err());
        Answer named = study.ask("evaluate", "flats", "--data-set", "more.csv");
        assertTrue(named.err().contains("by a data set: {csv: {file: more.csv, target: COLUMN}}"), named.err());
        Answer archive = study.ask("evaluate", "flats", "--data-set", "more.NPZ");
        assertTrue(archive.err().contains("{npy: {input: more.NPZ/INPUTS, target: more.NPZ/ANSWERS}}"), archive.err());
        Answer split = study.ask("evaluate", "flats", "--split", "test", "--data-set", data);
        assertTrue(split.err().contains("measure one of these with --split, or divide the data"), split.err());
    }

    private static byte[] array(String type, String shape, ByteBuffer elements) {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
        header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        return ByteBuffer.allocate(10 + header.length() + elements.capacity())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .put(elements.array())
                .array();
    }

    private static ByteBuffer floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes;
    }

    @Test
    void pictures() throws IOException {
        for (int i = 0; i < 10; i++) {
            for (String kind : new String[] {"dark", "light"}) {
                BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
                image.getRaster().setSample(0, 0, 0, kind.equals("dark") ? i : 200 + i);
                image.getRaster().setSample(1, 0, 0, 100);
                Path file = folder.resolve("pictures/" + kind + "/" + i + ".png");
                Files.createDirectories(file.getParent());
                ImageIO.write(image, "png", file.toFile());
            }
        }
        study.train("""
                study: shades
                data: {images: {folder: pictures, scale: standard}}
                model: [{dense: 2}]
                loss: cross-entropy
                """ + AskedStudy.TRAIN);
        String meant = answers("shades", "pictures/light/3.png");
        byte[] samples = {(byte) 203, 100};
        Files.write(folder.resolve("bytes.npy"), array("|u1", "1, 1, 2", ByteBuffer.wrap(samples)));
        assertEquals(meant, answers("shades", "bytes.npy"), "whole numbers are the samples of a file");
        Files.write(folder.resolve("floats.npy"), array("<f4", "1, 1, 2", floats(203f / 255, 100f / 255)));
        assertEquals(meant, answers("shades", "floats.npy"), "floats are divided already");
        byte[] deep = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (203 * 257))
                .putShort((short) (100 * 257))
                .array();
        Files.write(folder.resolve("deep.npy"), array("<u2", "1, 1, 2", ByteBuffer.wrap(deep)));
        assertEquals(meant, answers("shades", "deep.npy"), "of 16 bits");
        Files.write(folder.resolve("floats.npy"), array("<f4", "1, 1, 2", floats(203, 100)));
        assertRefused("shades", "floats.npy", "floats.npy holds 203.0 at element 0, which is no sample of an image");
        Files.copy(folder.resolve("pictures/light/3.png"), folder.resolve("picture"));
        assertRefused("shades", "picture", "picture is a PNG image, not text; let its name end in .png");
        write("new.bmp", "BM\0\0\0\0\0\0\0\0");
        assertRefused("shades", "new.bmp", "is a BMP image, not text; save it as PNG", "give PNG, JPEG, TIFF or WebP");
        write("more.csv", "a,kind\n1,dark\n2,light\n");
        Answer table = study.ask("evaluate", "shades", "--data-set", "{csv: {file: more.csv, target: kind, test: 0}}");
        assertEquals(2, table.code());
        assertTrue(
                table.err().contains("the model reads inputs of 1×1×2, and those of these examples are of 1")
                        || table.err().contains("inputs are scaled by 1 features"),
                table.err());
    }

    @Test
    void sequencesAndArchives() throws IOException {
        float[] steps = new float[20 * 3 * 2];
        ByteBuffer lengths = ByteBuffer.allocate(20 * 8).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer classes = ByteBuffer.allocate(20 * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 20; i++) {
            lengths.putLong(2 + i % 2);
            classes.putLong(i % 2);
            Arrays.fill(steps, i * 6, i * 6 + 4 + i % 2 * 2, i);
        }
        Files.write(folder.resolve("x.npy"), array("<f4", "20, 3, 2", floats(steps)));
        Files.write(folder.resolve("n.npy"), array("<i8", "20,", lengths));
        Files.write(folder.resolve("y.npy"), array("<i8", "20,", classes));
        study.train("""
                study: steps
                data: {npy: {input: x.npy, target: y.npy, lengths: n.npy}}
                model: [{recurrent: {cell: {elman: 2}}}, {dense: 2}]
                loss: cross-entropy
                """ + AskedStudy.TRAIN);
        write("line.txt", "1 2 3 4\n");
        String meant = answers("steps", "line.txt");
        byte[] two = array("<f4", "2, 2", floats(1, 2, 3, 4));
        Files.write(folder.resolve("two.npy"), two);
        assertEquals(meant, answers("steps", "two.npy"), "a sequence of two steps");
        Files.write(folder.resolve("two.npy"), array("<f4", "1, 2, 2", floats(1, 2, 3, 4)));
        assertEquals(meant, answers("steps", "two.npy"), "several, of two steps each");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("all.npz")))) {
            for (String name : new String[] {"a.npy", "b.npy"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(two);
            }
        }
        assertRefused("steps", "all.npz", "name one of them, as in all.npz/a");
        assertEquals(meant, answers("steps", "all.npz/a"), "as the message says");
        Files.write(
                folder.resolve("two.npy"),
                array(
                        "<f8",
                        "1, 1, 2",
                        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putDouble(1e300)));
        assertRefused("steps", "two.npy", "holds a number that is too large for float32 at element 0");
    }

    @Test
    void texts() throws IOException {
        StringBuilder mails = new StringBuilder("id\ttext\tlabel\n");
        for (int i = 0; i < 20; i++) {
            mails.append(i).append("\tgood ").append(i).append("\twork\n");
            mails.append(i).append("\tbad ").append(i).append("\tspam\n");
        }
        write("mails.tsv", mails.toString());
        study.train("""
                study: mails
                data: {text: {folder: mails.tsv, steps: 3}}
                model: [{embedding: 2}, flatten, {dense: 2}]
                loss: cross-entropy
                """.replace("flatten", "{recurrent: {cell: {elman: 2}}}") + AskedStudy.TRAIN);
        write("asked.txt", "good, news\nbad\n");
        String meant = answers("mails", "asked.txt");
        write("asked.csv", "number,text\n1,\"good, news\"\n2,bad\n");
        assertEquals(meant, answers("mails", "asked.csv"), "the texts of a table");
        write("asked.csv", "number,mail\n1,good\n");
        assertRefused("mails", "asked.csv", "asked.csv has no column \"text\"; its columns are number, mail");
        Files.write(folder.resolve("asked.txt"), "bl\u00e5b\u00e6r\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("mails", "asked.txt", "asked.txt:1 is not UTF-8: byte 0xe5", "save the file as UTF-8");
        write("asked.pdf", "%PDF-1.7\n");
        assertRefused("mails", "asked.pdf", "is a PDF, not text; save its text");
        write("asked.wav", "RIFF");
        assertRefused("mails", "asked.wav", "holds no text, and this model reads texts");
    }
}
