package org.recurve.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/** On small files of the same form: 10 training images and 6 test images. */
class MnistTest {
    private static final int PIXELS = 28 * 28;

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        writeFiles(folder);
    }

    static void writeFiles(Path folder) throws IOException {
        IdxFileTest.write(folder.resolve("train-images-idx3-ubyte"), 0x803, 10 * PIXELS, 10, 28, 28);
        IdxFileTest.write(folder.resolve("train-labels-idx1-ubyte"), 0x801, 10, 10);
        IdxFileTest.write(folder.resolve("t10k-images-idx3-ubyte"), 0x803, 6 * PIXELS, 6, 28, 28);
        IdxFileTest.write(folder.resolve("t10k-labels-idx1-ubyte"), 0x801, 6, 6);
    }

    private Data open(int train, int validation, int test) {
        return new Mnist()
                .open(new Mnist.Config(train, validation, test, 28, 28), source -> folder.resolve(source.file()));
    }

    private static Set<Long> ids(Examples examples) {
        return IntStream.range(0, examples.size()).mapToObj(examples::id).collect(Collectors.toSet());
    }

    @Test
    void scalesPixelsAndNamesClasses() {
        Data data = open(7, 3, 6);
        assertEquals(Shape.of(1, 28, 28), data.field(Field.INPUT).shape());
        assertEquals(10, data.field(Field.TARGET).classes().size());
        Examples train = data.split(Data.TRAIN);
        for (int index = 0; index < train.size(); index++) {
            float[] target = new float[1];
            float[] input = new float[2 + PIXELS];
            train.read(index, Field.TARGET, target, 0);
            train.read(index, Field.INPUT, input, 2);
            // The crafted files count 0, 1, 2, …, so an image's label says where it lies.
            int first = (int) target[0] * PIXELS;
            assertArrayEquals(
                    new float[] {0, 0, (first & 255) / 255f, (first + 1 & 255) / 255f},
                    java.util.Arrays.copyOf(input, 4));
            assertEquals((int) target[0], train.id(index));
        }
    }

    @Test
    void splitsShareNoImage() {
        Data data = open(7, 3, 6);
        Set<Long> all = ids(data.split(Data.TRAIN));
        all.addAll(ids(data.split(Data.VALIDATION)));
        all.addAll(ids(data.split(Data.TEST)));
        assertEquals(16, all.size());
    }

    @Test
    void aSmallerSplitIsAPartOfTheLargerAndLeavesTheOthers() {
        Data large = open(7, 3, 6);
        Data small = open(4, 3, 2);
        assertTrue(ids(large.split(Data.TRAIN)).containsAll(ids(small.split(Data.TRAIN))));
        assertTrue(ids(large.split(Data.TEST)).containsAll(ids(small.split(Data.TEST))));
        assertEquals(ids(large.split(Data.VALIDATION)), ids(small.split(Data.VALIDATION)));
        assertFalse(open(7, 0, 6).splits().containsKey(Data.VALIDATION));
    }

    @Test
    void theDigestFollowsTheSettings() {
        String digest = open(7, 3, 6).digest();
        assertTrue(digest.matches("sha256:[0-9a-f]{64}"));
        assertEquals(digest, open(7, 3, 6).digest());
        assertNotEquals(digest, open(6, 3, 6).digest());
    }

    @Test
    void saysWhatDoesNotFitTogether() throws IOException {
        assertThrows(InvalidSetting.class, () -> new Mnist.Config(50_001, 10_000, 10_000, 28, 28));
        assertThrows(InvalidSetting.class, () -> open(8, 3, 6));
        assertThrows(InvalidSetting.class, () -> open(7, 3, 7));
        IdxFileTest.write(folder.resolve("train-labels-idx1-ubyte"), 0x801, 9, 9);
        assertThrows(InvalidSetting.class, () -> open(7, 3, 6));
        IdxFileTest.write(folder.resolve("train-labels-idx1-ubyte"), 0x801, 10, 10);
        IdxFileTest.write(folder.resolve("t10k-labels-idx1-ubyte"), 0x801, 11, 11);
        IdxFileTest.write(folder.resolve("t10k-images-idx3-ubyte"), 0x803, 11 * PIXELS, 11, 28, 28);
        String message = assertThrows(InvalidSetting.class, () -> open(7, 3, 6)).getMessage();
        assertTrue(message.contains("labels image 10 as 10"), message);
    }

    @Test
    void aSmallerSideIsAnotherDataSetOfTheSameDigits() {
        Data small = new Mnist().open(new Mnist.Config(7, 3, 6, 20, 16), source -> folder.resolve(source.file()));
        assertEquals(Shape.of(1, 16, 16), small.field(Field.INPUT).shape());
        assertNotEquals(open(7, 3, 6).digest(), small.digest());
        assertEquals(
                open(7, 3, 6).split(Data.TRAIN).id(0), small.split(Data.TRAIN).id(0));
    }

    @Test
    void cropsTheMiddle() {
        Data whole = open(7, 3, 6);
        Data middle = new Mnist().open(new Mnist.Config(7, 3, 6, 20, 20), source -> folder.resolve(source.file()));
        float[] image = new float[PIXELS];
        float[] cropped = new float[20 * 20];
        whole.split(Data.TEST).read(2, Field.INPUT, image, 0);
        middle.split(Data.TEST).read(2, Field.INPUT, cropped, 0);
        for (int pixel = 0; pixel < cropped.length; pixel++) {
            assertEquals(image[(pixel / 20 + 4) * 28 + pixel % 20 + 4], cropped[pixel]);
        }
        assertThrows(InvalidSetting.class, () -> new Mnist.Config(7, 3, 6, 19, 16));
        assertThrows(InvalidSetting.class, () -> new Mnist.Config(7, 3, 6, 14, 16));
    }

    @Test
    void fashionHasTheSameFormAndAnOrderOfItsOwn() {
        Data data = new FashionMnist()
                .open(new FashionMnist.Config(7, 3, 6, 28, 28), source -> folder.resolve(source.file()));
        assertEquals("ankle-boot", data.field(Field.TARGET).classes().get(9));
        assertEquals(
                16, data.splits().values().stream().mapToInt(Examples::size).sum());
        assertNotEquals(open(7, 3, 6).digest(), data.digest());
        assertThrows(InvalidSetting.class, () -> new FashionMnist.Config(60_000, 1, 1, 28, 28));
        assertTrue(new FashionMnist()
                .sources(new FashionMnist.Config(1, 1, 1, 28, 28)).stream()
                        .allMatch(source -> source.debian().equals("dataset-fashion-mnist")
                                && source.inside().endsWith(source.file() + ".gz")));
    }

    @Test
    void namesItsFilesWithTheirHashes() {
        assertEquals(4, new Mnist().sources(new Mnist.Config(1, 1, 1, 28, 28)).size());
        assertTrue(new Mnist()
                .sources(new Mnist.Config(1, 1, 1, 28, 28)).stream()
                        .allMatch(source -> source.sha256().matches("[0-9a-f]{64}") && source.bytes() > 10_000));
    }
}
