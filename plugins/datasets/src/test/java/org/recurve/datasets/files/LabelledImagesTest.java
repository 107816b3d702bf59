package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.InputForm.Fit;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;

/** Pictures of one's own that a table labels, of 16 bits, and of sizes that are made one. */
class LabelledImagesTest {
    private static final int GREY = 0;
    private static final int COLOUR = 2;

    @TempDir
    Path folder;

    @BeforeEach
    void aFolder() throws IOException {
        Files.createDirectories(folder.resolve("scans"));
    }

    /** Writes a PNG as its specification says: samples row by row, each pixel's channels together, no filter. */
    private void png(String name, int bits, int colour, int width, int... samples) throws IOException {
        int channels = colour == COLOUR ? 3 : 1;
        int height = samples.length / width / channels;
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            for (int i = 0; i < samples.length; i++) {
                if (i % (width * channels) == 0) {
                    out.write(0);
                }
                if (bits == 16) {
                    out.write(samples[i] >> 8);
                }
                out.write(samples[i]);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        byte[] head = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bits)
                .put((byte) colour)
                .array();
        chunk(file, "IHDR", head);
        chunk(file, "IDAT", packed.toByteArray());
        chunk(file, "IEND", new byte[0]);
        Files.write(folder.resolve("scans").resolve(name), file.toByteArray());
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(type.getBytes(StandardCharsets.US_ASCII));
        checksum.update(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    private void labels(String... rows) throws IOException {
        Files.write(folder.resolve("labels.csv"), List.of(rows));
    }

    private static ImageDataset.Config config(
            ImageDataset.Colour colour, Optional<List<Integer>> size, Optional<Fit> fit, Optional<TargetKind> answers) {
        return new ImageDataset.Config(
                "scans",
                colour,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                size,
                fit,
                Optional.of("labels.csv"),
                Optional.empty(),
                Optional.empty(),
                answers,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ImageDataset.Config config() {
        return config(ImageDataset.Colour.AS_FOUND, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ImageDataset.Config sized(Fit fit, int height, int width) {
        return config(
                ImageDataset.Colour.AS_FOUND, Optional.of(List.of(height, width)), Optional.of(fit), Optional.empty());
    }

    private Data open(ImageDataset.Config config) {
        return new ImageDataset().open(config, below(folder));
    }

    private static float[] of(Data data, int row, String field) {
        return read(
                data,
                Data.TRAIN,
                IntStream.range(0, data.split(Data.TRAIN).size())
                        .filter(i -> data.split(Data.TRAIN).id(i) == row)
                        .findFirst()
                        .orElseThrow(),
                field);
    }

    private String refused() {
        return refusal(new ImageDataset(), config(), folder);
    }

    @Test
    void aTableSaysWhatAFileIs() throws IOException {
        png("b.png", 8, GREY, 1, 51);
        png("a.png", 8, GREY, 1, 102);
        png("unlabelled.png", 8, GREY, 2, 1, 1);
        labels("label,file", "wolf,b.png", "ape,a.png");
        Data data = open(config());
        assertEquals(List.of("ape", "wolf"), data.field(Field.TARGET).classes());
        assertEquals(2, data.split(Data.TRAIN).size());
        assertArrayEquals(new float[] {.2f}, of(data, 0, Field.INPUT));
        assertArrayEquals(new float[] {1}, of(data, 0, Field.TARGET));
        assertArrayEquals(new float[] {0}, of(data, 1, Field.TARGET));
    }

    @Test
    void labelsMayBeNumbersInColumnsOfOtherNames() throws IOException {
        png("a.png", 8, GREY, 1, 51);
        png("b.png", 8, GREY, 1, 51);
        labels("scan;age", "a.png;61.5", "b.png;17");
        assertEquals(
                "labels.csv has no column \"file\"; its columns are scan, age; say which of them holds that with"
                        + " file-column",
                refused());
        ImageDataset.Config numbers = new ImageDataset.Config(
                "scans",
                ImageDataset.Colour.AS_FOUND,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("labels.csv"),
                Optional.of("scan"),
                Optional.of("age"),
                Optional.of(TargetKind.NUMBERS),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Data data = open(numbers);
        assertEquals(List.of(), data.field(Field.TARGET).classes());
        assertArrayEquals(new float[] {61.5f}, of(data, 0, Field.TARGET));
    }

    @Test
    void mistakesNameTheLineOfTheTable() throws IOException {
        png("a.png", 8, GREY, 1, 51);
        labels("file,label", "a,x");
        assertTrue(refused().contains("the nearest name there is a.png;"), refused());
        labels("file,label", "a.png,x", "a.pgn,y");
        assertEquals(
                "labels.csv:3 column file: scans/a.pgn does not exist: it was looked for in the folder scans; the nearest name there is a.png; correct the name, or name another folder to look in"
                        + " with --data",
                refused());
        labels("file,label", "a.png,x", "a.png,y");
        assertEquals(
                "labels.csv:3 column file: line 2 names a.png already; a file has one label: remove one of the rows, or write answers: labels if"
                        + " files have several",
                refused());
        labels("file,label", "a.png,");
        assertEquals(
                "labels.csv:2 column label: there is no value, so the row has no class; write its class, or remove the"
                        + " row",
                refused());
        labels("file,label", "../scans,x");
        assertEquals("labels.csv:2 column file: scans/../scans is a folder; name a file in it", refused());
        png("../other.png", 8, GREY, 1, 51);
        labels("file,label", "../other.png,x");
        assertEquals(
                "labels.csv:2 column file: ../other.png is not in the folder scans; put the file there, or name a folder"
                        + " that holds all of them",
                refused());
        labels("file,label");
        assertEquals(
                "labels.csv has no row below its names; the first line names the columns, each line below it is an"
                        + " example",
                refused());
        Files.delete(folder.resolve("labels.csv"));
        assertTrue(refused().startsWith("labels.csv does not exist: it was looked for in the folder "), refused());
    }

    @Test
    void sixteenBitsKeepTheirPrecision() throws IOException {
        png("a.png", 16, GREY, 2, 0, 1, 256, 65535);
        png("b.png", 8, GREY, 2, 0, 1, 128, 255);
        labels("file,label", "a.png,x", "b.png,y");
        Data data = open(config());
        assertArrayEquals(new float[] {0, 1 / 65535f, 256 / 65535f, 1}, of(data, 0, Field.INPUT));
        assertArrayEquals(new float[] {0, 1 / 255f, 128 / 255f, 1}, of(data, 1, Field.INPUT));
        Field input = data.field(Field.INPUT);
        assertArrayEquals(
                of(data, 0, Field.INPUT),
                new ImageDataset()
                        .read(folder.resolve("scans/a.png"), input, data.form())
                        .getFirst());
        png("c.png", 16, COLOUR, 1, 65535, 0, 256, 1000, 2000, 3000);
        labels("file,label", "c.png,x");
        assertArrayEquals(
                new float[] {1, 1000 / 65535f, 0, 2000 / 65535f, 256 / 65535f, 3000 / 65535f},
                of(open(config()), 0, Field.INPUT));
        float[] grey = of(
                open(config(ImageDataset.Colour.GREY, Optional.empty(), Optional.empty(), Optional.empty())),
                0,
                Field.INPUT);
        assertArrayEquals(new float[] {19624 / 65535f, 1815 / 65535f}, grey); // (299 r + 587 g + 114 b) / 1000
        String sixteen = open(config()).digest();
        png("c.png", 16, COLOUR, 1, 65535, 0, 256, 1000, 2000, 3001);
        assertNotEquals(sixteen, open(config()).digest());
    }

    /** By hand: 2 rows of 3 columns, whose means are 15, 75, 135. */
    @Test
    void sizesAreMadeOneByArea() throws IOException {
        png("a.png", 8, GREY, 3, 0, 60, 120, 30, 90, 150);
        png("b.png", 16, GREY, 1, 257 * 200);
        labels("file,label", "a.png,x", "b.png,y");
        Data data = open(sized(Fit.STRETCH, 1, 2));
        assertEquals(Shape.of(1, 1, 2), data.field(Field.INPUT).shape());
        assertEquals(Optional.empty(), data.split(Data.TRAIN).shape(0, Field.INPUT));
        assertArrayEquals(new float[] {35 / 255f, 115 / 255f}, of(data, 0, Field.INPUT));
        assertArrayEquals(new float[] {200 / 255f, 200 / 255f}, of(data, 1, Field.INPUT));
        assertArrayEquals(new float[] {45 / 255f}, of(open(sized(Fit.CROP, 1, 1)), 0, Field.INPUT));
        assertArrayEquals(new float[] {60 / 255f, 90 / 255f}, of(open(sized(Fit.CROP, 2, 1)), 0, Field.INPUT));
        assertArrayEquals(
                new float[] {
                    0,
                    60 / 255f,
                    120 / 255f,
                    0,
                    60 / 255f,
                    120 / 255f,
                    30 / 255f,
                    90 / 255f,
                    150 / 255f,
                    30 / 255f,
                    90 / 255f,
                    150 / 255f
                },
                of(open(sized(Fit.STRETCH, 4, 3)), 0, Field.INPUT));
        assertNotEquals(
                open(sized(Fit.STRETCH, 2, 1)).digest(),
                open(sized(Fit.CROP, 2, 1)).digest());
    }

    @Test
    void aModelOfOneSizeIsAskedAboutAnyOther() throws IOException {
        png("a.png", 8, GREY, 3, 0, 60, 120, 30, 90, 150);
        labels("file,label", "a.png,x");
        Data data = open(sized(Fit.CROP, 1, 1));
        assertEquals(Optional.of(new InputForm.Pixels(255, Optional.empty(), Optional.of(Fit.CROP))), data.form());
        assertArrayEquals(
                new float[] {45 / 255f},
                new ImageDataset()
                        .read(folder.resolve("scans/a.png"), data.field(Field.INPUT), data.form())
                        .getFirst());
    }

    @Test
    void settingsThatMeanNothingAreRefused() {
        assertEquals(
                "size [3] is no size of an image; write its height and width in pixels, such as [32, 48]",
                message(() ->
                        config(ImageDataset.Colour.GREY, Optional.of(List.of(3)), Optional.empty(), Optional.empty())));
        assertEquals(
                "fit says how images come to a size; give one with size, or remove fit",
                message(() ->
                        config(ImageDataset.Colour.GREY, Optional.empty(), Optional.of(Fit.CROP), Optional.empty())));
        assertEquals(
                "file-column, label-column and answers are about a table of labels; name it with labels, or remove them",
                message(() -> new LabelledFiles.LabelTable(
                        Optional.empty(),
                        Optional.of("f"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    }

    private static String message(org.junit.jupiter.api.function.Executable made) {
        return assertThrows(InvalidSetting.class, made).getMessage();
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        String[] rows = new String[11];
        rows[0] = "file,label";
        for (int i = 1; i < rows.length; i++) {
            png(i + ".png", 8, GREY, 1 + i % 2, i, 2 * i, 3 * i, 4 * i);
            rows[i] = i + ".png," + (i % 3);
        }
        labels(rows);
        return Contract.dataset(
                        new ImageDataset(),
                        new ImageDataset.Config(
                                "scans",
                                ImageDataset.Colour.AS_FOUND,
                                0.2,
                                0.2,
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(List.of(2, 2)),
                                Optional.empty(),
                                Optional.of("labels.csv"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        below(folder))
                .tests();
    }
}
