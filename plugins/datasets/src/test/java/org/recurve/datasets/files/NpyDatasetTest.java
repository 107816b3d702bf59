package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.data.SizedInput;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.ExampleDigest;
import org.recurve.testkit.Contract;

class NpyDatasetTest {
    private static final NpyDataset.Config CONFIG =
            new NpyDataset.Config("x.npy", "y.npy", TargetKind.CLASSES, 0, 0, 0);

    @TempDir
    Path folder;

    /** A file of version 1 with this header and these bytes. */
    private Path write(String name, String header, String hex) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex("934e554d5059" + "0100"));
        out.write(header.length());
        out.write(0);
        out.writeBytes(header.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        out.writeBytes(HexFormat.of().parseHex(hex));
        return Files.write(folder.resolve(name), out.toByteArray());
    }

    private static String header(String descr, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }          \n";
    }

    private Path array(String name, String descr, String shape, String hex) throws IOException {
        return write(name, header(descr, shape), hex);
    }

    private String refused(String descr, String shape, String hex) throws IOException {
        Path file = array("z.npy", descr, shape, hex);
        return assertThrows(InvalidSetting.class, () -> NpyArray.read(file))
                .getMessage()
                .replace(folder + "/", "");
    }

    /** Three rows of a single 1 are refused with what to save instead, unless an example has as many steps. */
    @Test
    void aVectorOfASingleOneIsNoClass() throws IOException {
        array("y.npy", "|u1", "(3, 2)", "010000010100");
        array("x.npy", "|u1", "(3, 4)", "000102030405060708090a0b");
        String refused = OwnDataTest.refusal(new NpyDataset(), CONFIG, folder);
        assertEquals(
                "y.npy has the shape 3×2 with a single 1 for each example (one-hot), and a class is a number from 0 to 1;"
                        + " save numpy.argmax(array, axis=1), or say answers: labels if several may hold",
                refused);
        array("x.npy", "|u1", "(3, 2)", "000102030405");
        assertEquals(
                Shape.of(2),
                new NpyDataset()
                        .open(CONFIG, OwnDataTest.below(folder))
                        .field(Field.TARGET)
                        .shape(),
                "a class for each of two steps");
    }

    /** What NumPy writes for [1, 2] or [-1, 2] of each type. */
    @ParameterizedTest
    @CsvSource({
        "<f2, 003c0040, 1",
        ">f2, fbff4000, -65504",
        "<f2, 01000040, 5.9604645E-8",
        "<f4, 0000803f00000040, 1",
        ">f4, 3f80000040000000, 1",
        "<f8, 000000000000f03f0000000000000040, 1",
        "|u1, 0102, 1",
        "|i1, ff02, -1",
        "<i2, ffff0200, -1",
        ">i2, ffff0002, -1",
        "<u2, ffff0200, 65535",
        "<i4, ffffffff02000000, -1",
        "<u4, ffffffff02000000, 4294967296",
        "<i8, ffffffffffffffff0200000000000000, -1",
        "<u8, ffffffffffffffff0200000000000000, 18446744073709551616",
        "<u8, 01000000800000800200000000000000, 9223373136366403584", // just above the middle of two floats
        "<u8, 00000000800000800200000000000000, 9223372036854775808", // the middle: to even
        ">u8, 80000080000000010000000000000002, 9223373136366403584",
        "|b1, 0102, 1"
    })
    void readsEveryType(String descr, String hex, float first) throws IOException {
        NpyArray array = NpyArray.read(array("x.npy", descr, "(2,)", hex));
        assertArrayEquals(new float[] {first, 2}, new float[] {array.at(0), array.at(1)});
        assertEquals(2, array.examples());
    }

    /** Element [i, j, k] is 100 i + 10 j + k; in Fortran's order i varies fastest. */
    @Test
    void fortransOrderIsTheSameArray() throws IOException {
        Path fortran = write(
                "f.npy",
                header("|u1", "(2, 3, 2)").replace("False", "True"),
                "0064" + "0a6e" + "1478" + "0165" + "0b6f" + "1579");
        NpyArray array = NpyArray.read(fortran);
        assertEquals(Shape.of(3, 2), array.example());
        float[] second = new float[6];
        array.read(1, second, 0);
        assertArrayEquals(new float[] {100, 101, 110, 111, 120, 121}, second);
        Path wide = write(
                "g.npy",
                header("<f4", "(2, 2)").replace("False", "True"),
                "0000803f" + "00004040" + "00000040" + "00008040");
        array = NpyArray.read(wide);
        assertArrayEquals(new float[] {1, 2, 3, 4}, new float[] {array.at(0), array.at(1), array.at(2), array.at(3)});
        assertEquals(
                3,
                NpyArray.read(write("h.npy", header("|u1", "(2,)").replace("False", "True"), "0203"))
                        .at(1));
    }

    /** What is no more than mapped, or lies in a temporary file, is the same array; it is refused once its file has changed. */
    @Test
    void largeArraysAreReadWhereTheyLie() throws IOException {
        Path plain = array(
                "x.npy", ">f4", "(2, 3)", "3f800000" + "40000000" + "40400000" + "bf000000" + "c0800000" + "00000001");
        Path fortran = write(
                "f.npy",
                header(">f4", "(2, 3)").replace("False", "True"),
                "3f800000" + "bf000000" + "40000000" + "c0800000" + "40400000" + "00000001");
        archive("x.npy");
        for (Path file : List.of(plain, fortran, folder.resolve("all.npz"))) {
            NpyArray mapped = NpyArray.read(file, 0);
            NpyArray held = NpyArray.read(file);
            for (int i = 0; i < mapped.elements(); i++) {
                assertEquals(held.at(i), mapped.at(i), file + " element " + i);
            }
            assertEquals(hex(held), hex(mapped));
        }
        NpyArray mapped = NpyArray.read(plain, 0);
        array("x.npy", ">f4", "(1, 3)", "3f8000004000000040400000");
        assertEquals(
                plain + " has changed since it was opened; leave it as it is while it is read, and run again",
                assertThrows(InvalidSetting.class, () -> mapped.read(0, new float[3], 0))
                        .getMessage());
    }

    private static String hex(NpyArray array) {
        ExampleDigest digest = new ExampleDigest("array");
        array.digest(digest);
        return digest.hex();
    }

    private static NpyDataset.Config images(ChannelAxis channels, Integer none) {
        return new NpyDataset.Config(
                "x.npy",
                "y.npy",
                TargetKind.CLASSES,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(channels),
                Optional.ofNullable(none));
    }

    /** Two pixels of three channels, one behind the other: 1 2 3 and 4 5 6; and what a mask says of them. */
    @Test
    void channelsMayLieBehind() throws IOException {
        array("x.npy", "|u1", "(1, 1, 2, 3)", "010203040506");
        array("y.npy", "|u1", "(1, 1, 2, 1)", "01ff");
        Data data = new NpyDataset().open(images(ChannelAxis.LAST, 255), below(folder));
        assertEquals(Shape.of(3, 1, 2), data.field(Field.INPUT).shape());
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, read(data, Data.TRAIN, 0, Field.INPUT));
        assertEquals(Shape.of(1, 2), data.field(Field.TARGET).shape());
        assertEquals(List.of("0", "1"), data.field(Field.TARGET).classes());
        assertArrayEquals(new float[] {1, -1}, read(data, Data.TRAIN, 0, Field.TARGET));
        assertEquals(
                "x.npy holds examples of 1×2×3, and channels: none about [height, width]; correct channels, or remove it",
                refusal(new NpyDataset(), images(ChannelAxis.NONE, null), folder));
        array("x.npy", "|u1", "(1, 1, 2)", "0102");
        array("y.npy", "|i1", "(1, 1, 2)", "00ff");
        data = new NpyDataset().open(images(ChannelAxis.NONE, -1), below(folder));
        assertEquals(Shape.of(1, 1, 2), data.field(Field.INPUT).shape());
        assertArrayEquals(new float[] {1, 2}, read(data, Data.TRAIN, 0, Field.INPUT));
        assertArrayEquals(new float[] {0, -1}, read(data, Data.TRAIN, 0, Field.TARGET));
        assertEquals(
                "y.npy holds -1.0, which is not a class; classes are whole numbers from 0, or say answers: numbers, or with"
                        + " none: -1 that it stands for no class",
                refusal(new NpyDataset(), images(ChannelAxis.NONE, null), folder));
    }

    /** Images that are asked of a model have another size than those that it learnt from, or channels that lie elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "'(2, 3)', 1x2x2, 1x2x3, 1",
        "'(2, 3)', 1x2x3, 1x2x3, 1",
        "'(1, 2, 3)', 1x2x2, 1x2x3, 1",
        "'(2, 3, 1)', 1x2x2, 1x2x3, 1",
        "'(3, 2, 1)', 1x2x2, 1x3x2, 1",
        "'(3, 1, 2)', 3x2x2, 3x1x2, 1",
        "'(2, 1, 3)', 1x2x2, 1x1x3, 2",
        "'(1, 1, 2, 3)', 1x2x2, 1x2x3, 1",
        "'(1, 2, 3, 1)', 1x2x2, 1x2x3, 1",
    })
    void asksOfImagesOfOtherSizes(String extents, String learnt, String read, int count) throws IOException {
        Path file = array("a.npy", "|u1", extents, "010203040506");
        Field input = new Field(Field.INPUT, shape(learnt));
        List<SizedInput> inputs = new NpyDataset()
                .readSized(file, input, Optional.empty())
                .orElseGet(() -> new NpyDataset()
                        .read(file, input, Optional.empty()).stream()
                                .map(values -> new SizedInput(input.shape(), values))
                                .toList());
        assertEquals(count, inputs.size());
        float[] all = new float[6];
        int at = 0;
        for (SizedInput one : inputs) {
            assertEquals(shape(read), one.shape());
            System.arraycopy(one.values(), 0, all, at, one.values().length);
            at += one.values().length;
        }
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, all);
    }

    private static Shape shape(String text) {
        return Shape.of(Stream.of(text.split("x")).mapToInt(Integer::parseInt).toArray());
    }

    @Test
    void asksOfChannelsBehind() throws IOException {
        Path file = array("a.npy", "|u1", "(1, 2, 3)", "010203040506");
        Field input = new Field(Field.INPUT, Shape.of(3, 5, 5));
        SizedInput read = new NpyDataset()
                .readSized(file, input, Optional.empty())
                .orElseThrow()
                .getFirst();
        assertEquals(Shape.of(3, 1, 2), read.shape());
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, read.values());
        assertEquals(
                file
                        + " holds 1×2×3 numbers, but the model reads 2×5×5; an array is one such input, or has them along its"
                        + " first axis",
                assertThrows(
                                InvalidSetting.class,
                                () -> new NpyDataset()
                                        .readSized(file, new Field(Field.INPUT, Shape.of(2, 5, 5)), Optional.empty()))
                        .getMessage());
    }

    private void archive(String... members) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("all.npz")))) {
            for (String member : members) {
                zip.putNextEntry(new ZipEntry(member));
                zip.write(Files.readAllBytes(folder.resolve(member)));
            }
        }
    }

    @Test
    void anArchiveHoldsInputsAndTargets() throws IOException {
        array("x.npy", "|u1", "(2, 1, 3)", "010203040506");
        array("y.npy", "|b1", "(2,)", "0100");
        archive("x.npy", "y.npy");
        NpyDataset.Config config = new NpyDataset.Config("all.npz/x", "all.npz/y", TargetKind.CLASSES, 0, 0, 0);
        Data data = new NpyDataset().open(config, below(folder));
        int second = data.split(Data.TRAIN).id(0) == 1 ? 0 : 1;
        assertArrayEquals(new float[] {4, 5, 6}, read(data, Data.TRAIN, second, Field.INPUT));
        assertArrayEquals(new float[] {1}, read(data, Data.TRAIN, 1 - second, Field.TARGET));
        assertEquals(
                "all.npz holds no array z, only x, y; name one of them, as in all.npz/x",
                refusal(
                        new NpyDataset(),
                        new NpyDataset.Config("all.npz/z", "all.npz/y", TargetKind.CLASSES, 0, 0, 0),
                        folder));
        assertEquals(
                "all.npz holds the arrays x, y; name one of them, as in all.npz/x",
                refusal(
                        new NpyDataset(),
                        new NpyDataset.Config("all.npz", "y.npy", TargetKind.CLASSES, 0, 0, 0),
                        folder));
        archive("x.npy");
        Field input = new Field(Field.INPUT, Shape.of(1, 3));
        List<float[]> asked = new NpyDataset().read(folder.resolve("all.npz"), input, Optional.empty());
        assertArrayEquals(new float[] {1, 2, 3}, asked.getFirst());
        byte[] whole = Files.readAllBytes(folder.resolve("all.npz"));
        Files.write(folder.resolve("all.npz"), Arrays.copyOf(whole, whole.length - 30));
        assertTrue(assertThrows(InvalidSetting.class, () -> NpyArray.read(folder.resolve("all.npz/x")))
                .getMessage()
                .contains("all.npz/x cannot be read: "));
    }

    @Test
    void examplesLieAlongTheFirstAxis() throws IOException {
        array("x.npy", "|u1", "(2, 1, 3)", "010203040506");
        array("y.npy", "<i2", "(2,)", "02000000");
        Data data = new NpyDataset().open(CONFIG, below(folder));
        assertEquals(Shape.of(1, 3), data.field(Field.INPUT).shape());
        assertEquals(3, data.field(Field.TARGET).classes().size());
        int second = data.split(Data.TRAIN).id(0) == 1 ? 0 : 1;
        assertArrayEquals(new float[] {4, 5, 6}, read(data, Data.TRAIN, second, Field.INPUT));
        assertArrayEquals(new float[] {0}, read(data, Data.TRAIN, second, Field.TARGET));
    }

    @Test
    void targetsMayBeNumbersOfAnyShape() throws IOException {
        array("x.npy", "|u1", "(2,)", "0102");
        array("y.npy", "<f4", "(2, 2)", "000000bf" + "0000803f" + "000000bf" + "0000803f");
        NpyDataset.Config numbers = new NpyDataset.Config("x.npy", "y.npy", TargetKind.NUMBERS, 0, 0, 0);
        Data data = new NpyDataset().open(numbers, below(folder));
        assertEquals(Shape.of(1), data.field(Field.INPUT).shape());
        assertArrayEquals(new float[] {-0.5f, 1}, read(data, Data.TRAIN, 0, Field.TARGET));
        assertEquals(
                "y.npy holds -0.5, which is not a class; classes are whole numbers from 0, or say answers: numbers",
                refusal(new NpyDataset(), CONFIG, folder));
        array("x.npy", "|u1", "(3,)", "010203");
        assertEquals(
                "x.npy holds 3 examples, but y.npy 2 targets; the first extents must agree",
                refusal(new NpyDataset(), CONFIG, folder));
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        String again = ": it was cut off or is damaged; save it again";
        assertEquals(
                "z.npy holds 7 bytes of elements, but its header promises 2 of 4" + again,
                refused("<f4", "(2,)", "0000803f000000"));
        assertEquals(
                "z.npy has the shape (); its first extent counts the examples, and none may be 0",
                refused("<f4", "()", "0000803f"));
        assertEquals(
                "z.npy has the shape (2, 0); its first extent counts the examples, and none may be 0",
                refused("<f4", "(2, 0)", ""));
        assertEquals(
                "z.npy has the shape (1, 99999, 99999), which is too large to read",
                refused("<f4", "(1, 99999, 99999)", ""));
        assertEquals(
                "z.npy holds NaN at element 1, counted from 0 in row-major order; every number must be finite: replace it, or leave its example out",
                refused("<f4", "(2,)", "0000803f0000c07f"));
        assertEquals(
                "z.npy has elements of dtype f1; save it as float16 to float64, int8 to int64, uint8 to uint64, or bool",
                refused("<f1", "(2,)", "0000"));
        assertEquals(
                "z.npy holds Infinity at element 1, counted from 0 in row-major order; every number must be finite: replace it, or leave its example out",
                refused("<f2", "(2,)", "003c007c"));
        assertTrue(refused("<U3", "(1,)", "").startsWith("z.npy has a NumPy header that does not say a dtype of"));
        assertEquals(
                "x.npy does not exist: it was looked for in the folder " + folder
                        + "; the nearest name there is z.npy; correct the name, or name another folder to look in with --data",
                refusal(new NpyDataset(), CONFIG, folder));
    }

    @Test
    void refusesEveryPrefixOfAFile() throws IOException {
        byte[] whole = Files.readAllBytes(array("whole.npy", "<f4", "(2,)", "0000803f00000040"));
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
            assertThrows(InvalidSetting.class, () -> NpyArray.read(cut));
        }
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        array("x.npy", "|u1", "(5, 2)", "01020304050607080910");
        array("y.npy", "|u1", "(5,)", "0001020001");
        return Contract.dataset(
                        new NpyDataset(),
                        new NpyDataset.Config("x.npy", "y.npy", TargetKind.CLASSES, 0.2, 0.2, 1),
                        below(folder))
                .tests();
    }
}
