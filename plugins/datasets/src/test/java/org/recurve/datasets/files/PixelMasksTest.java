package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm.Fit;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;

/** Pictures whose pixels each have a class, as the JDK's own writers save them. */
class PixelMasksTest {
    private static final Optional<List<String>> NAMES = Optional.of(List.of("ground", "road"));
    private static final Optional<List<Integer>> VALUES = Optional.empty();
    private static final Optional<Integer> NONE = Optional.empty();

    @TempDir
    Path folder;

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(folder.resolve("scans/north"));
        Files.createDirectories(folder.resolve("masks/north"));
    }

    private void save(String name, int type, int width, int... values) throws IOException {
        save(name, new BufferedImage(width, values.length / width, type), values);
    }

    private void save(String name, BufferedImage image, int... values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                image.getRaster().setSample(i % image.getWidth(), i / image.getWidth(), band, values[i]);
            }
        }
        String ending = name.substring(name.lastIndexOf('.') + 1);
        assertTrue(ImageIO.write(image, ending, folder.resolve(name).toFile()));
    }

    private void grey(String name, int width, int... values) throws IOException {
        save(name, BufferedImage.TYPE_BYTE_GRAY, width, values);
    }

    private static ImageDataset.Config config(
            Optional<List<Integer>> size,
            Optional<List<String>> classes,
            Optional<List<Integer>> values,
            Optional<Integer> none) {
        return new ImageDataset.Config(
                "scans",
                ImageDataset.Colour.AS_FOUND,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                size,
                size.map(_ -> Fit.CROP),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("masks"),
                classes,
                values,
                none);
    }

    private Data open(ImageDataset.Config config) {
        return new ImageDataset().open(config, below(folder));
    }

    private String refused(Optional<List<String>> classes, Optional<List<Integer>> values, Optional<Integer> none) {
        return refusal(new ImageDataset(), config(Optional.empty(), classes, values, none), folder);
    }

    /** Returns the target of the picture whose first sample is this. */
    private static float[] mask(Data data, int first) {
        Examples train = data.split(Data.TRAIN);
        for (int i = 0; i < train.size(); i++) {
            if (Math.round(255 * read(data, Data.TRAIN, i, Field.INPUT)[0]) == first) {
                float[] whole = read(data, Data.TRAIN, i, Field.TARGET);
                int size = train.shape(i, Field.TARGET)
                        .orElse(data.field(Field.TARGET).shape())
                        .size();
                return Arrays.copyOf(whole, size);
            }
        }
        throw new AssertionError("no picture begins with " + first);
    }

    @Test
    void valuesThatOccurAreClasses() throws IOException {
        grey("scans/a.png", 2, 10, 0, 0, 0);
        save("scans/north/b.jpg", BufferedImage.TYPE_BYTE_GRAY, 2, 200, 200, 200, 200);
        grey("masks/a.png", 2, 7, 0, 255, 7);
        byte[] shade = new byte[256];
        IndexColorModel palette = new IndexColorModel(8, 256, shade, shade, shade); // all of it black
        save("masks/north/b.png", new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_INDEXED, palette), 0, 7, 7, 0);
        Data data = open(config(Optional.empty(), Optional.empty(), VALUES, NONE));
        assertEquals(new Field(Field.TARGET, Shape.of(2, 2), List.of("0", "7", "255")), data.field(Field.TARGET));
        assertArrayEquals(new float[] {1, 0, 2, 1}, mask(data, 10));
        assertArrayEquals(new float[] {0, 1, 1, 0}, mask(data, 200));
        Data without = open(config(Optional.empty(), Optional.empty(), VALUES, Optional.of(255)));
        assertEquals(List.of("0", "7"), without.field(Field.TARGET).classes());
        assertArrayEquals(new float[] {1, 0, -1, 1}, mask(without, 10));
        assertNotEquals(data.digest(), without.digest());
        Data named = open(config(
                Optional.empty(),
                Optional.of(List.of("sky", "ground", "road")),
                Optional.of(List.of(255, 7, 0)),
                NONE));
        assertEquals(List.of("sky", "ground", "road"), named.field(Field.TARGET).classes());
        assertArrayEquals(new float[] {1, 2, 0, 1}, mask(named, 10));
        grey("masks/a.png", 2, 7, 7, 255, 7);
        assertNotEquals(
                data.digest(),
                open(config(Optional.empty(), Optional.empty(), VALUES, NONE)).digest());
    }

    @Test
    void masksOfSeveralDepthsAreValues() throws IOException {
        for (int i = 0; i < 3; i++) {
            grey("scans/" + i + ".png", 2, 10 * (i + 1), 0);
        }
        save("masks/0.png", BufferedImage.TYPE_BYTE_BINARY, 2, 0, 1);
        save("masks/1.png", BufferedImage.TYPE_USHORT_GRAY, 2, 60_000, 1);
        save("masks/2.tiff", BufferedImage.TYPE_3BYTE_BGR, 2, 1, 0);
        Data data = open(config(Optional.empty(), Optional.empty(), VALUES, NONE));
        assertEquals(List.of("0", "1", "60000"), data.field(Field.TARGET).classes());
        assertArrayEquals(new float[] {0, 1}, mask(data, 10));
        assertArrayEquals(new float[] {2, 1}, mask(data, 20));
        assertArrayEquals(new float[] {1, 0}, mask(data, 30));
    }

    /** The middle of 3 by 6 pixels is 3 by 3; of these every second row and column stays, or each is doubled. */
    @Test
    void masksComeToASizeByTheNearestPixel() throws IOException {
        int[] values = {9, 0, 1, 0, 9, 9, 9, 1, 1, 0, 9, 9, 9, 0, 0, 1, 9, 9};
        grey("scans/a.png", 6, new int[18]);
        grey("masks/a.png", 6, values);
        Optional<List<Integer>> known = Optional.of(List.of(0, 1));
        Data same = open(config(Optional.of(List.of(3, 3)), NAMES, known, NONE));
        assertArrayEquals(new float[] {0, 1, 0, 1, 1, 0, 0, 0, 1}, mask(same, 0));
        Data more = open(config(Optional.of(List.of(6, 6)), NAMES, known, NONE));
        float[] doubled = mask(more, 0);
        for (int i = 0; i < 36; i++) {
            assertEquals(mask(same, 0)[i / 12 * 3 + i % 6 / 2], doubled[i], "pixel " + i);
        }
        Data one = open(config(Optional.of(List.of(1, 1)), NAMES, known, NONE));
        assertArrayEquals(new float[] {1}, mask(one, 0));
    }

    @Test
    void masksAreAsLargeAsTheirPictures() throws IOException {
        grey("scans/a.png", 2, 10, 0, 0, 0);
        grey("scans/b.png", 1, 20, 0, 0);
        grey("masks/a.png", 2, 0, 1, 1, 0);
        grey("masks/b.png", 1, 1, 1, 0);
        Data data = open(config(Optional.empty(), NAMES, VALUES, NONE));
        assertEquals(Shape.of(2, 2), data.field(Field.TARGET).shape());
        assertArrayEquals(new float[] {1, 1, 0}, mask(data, 20));
        grey("masks/b.png", 3, 1, 1, 0);
        assertEquals(
                "masks/b.png is a mask of 1×3 (height, width), but its picture has 3×1; save both in one size",
                refused(NAMES, VALUES, NONE));
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        grey("scans/a.png", 2, 10, 0, 0, 0);
        assertTrue(
                refused(NAMES, VALUES, NONE).startsWith("the picture a.png has no mask: masks/a.png does not exist"));
        save("masks/a.jpg", BufferedImage.TYPE_BYTE_GRAY, 2, 0, 0, 0, 0);
        assertEquals(
                "masks/a.jpg is a JPEG, which does not keep the values of pixels; save masks as PNG",
                refused(NAMES, VALUES, NONE));
        grey("masks/a.png", 2, 0, 1, 1, 5);
        assertTrue(refused(NAMES, VALUES, NONE).startsWith("the picture a.png has two masks, masks/a.png and "));
        Files.delete(folder.resolve("masks/a.jpg"));
        assertEquals(
                "masks/a.png has the value 5 in row 1, column 1 (counted from 0), which stands for no class: the values of"
                        + " classes are 0 (ground), 1 (road); correct the mask, add the value with mask-values, or leave"
                        + " its pixels out with mask-none",
                refused(NAMES, VALUES, NONE));
        grey("masks/a.png", 2, 3, 3, 3, 3);
        assertTrue(refused(Optional.empty(), VALUES, NONE).contains("have the value [3], so there is nothing to tell"));
        BufferedImage red = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        red.setRGB(0, 0, 0xff0000);
        ImageIO.write(red, "png", folder.resolve("masks/a.png").toFile());
        assertTrue(refused(NAMES, VALUES, NONE)
                .startsWith("masks/a.png has colours, and the pixels of a mask are numbers"));
        Files.writeString(folder.resolve("scans/notes.txt"), "seen");
        assertTrue(refused(NAMES, VALUES, NONE).startsWith("scans/notes.txt is not a file that ends in .png or .jpg"));
    }

    @Test
    void moreValuesThanClassesAreShades() throws IOException {
        int[] shades = new int[300];
        Arrays.setAll(shades, i -> 200 * i);
        grey("scans/a.png", 300, new int[300]);
        save("masks/a.png", BufferedImage.TYPE_USHORT_GRAY, 300, shades);
        String said = refused(Optional.empty(), VALUES, NONE);
        assertTrue(said.startsWith("the masks up to masks/a.png have more than 255 values; are they masks?"), said);
    }

    @Test
    void settingsThatDoNotFitAreRefused() {
        assertTrue(message(NAMES, Optional.of(List.of(0, 1, 2)), NONE)
                .contains("mask-values has 3 values for the 2 classes of mask-classes"));
        assertTrue(
                message(Optional.of(List.of("a", "a")), VALUES, NONE).contains("mask-classes names something twice"));
        assertTrue(message(NAMES, VALUES, Optional.of(1)).contains("the value 1 of mask-none stands for a class, too"));
        assertTrue(message(Optional.of(List.of("a")), VALUES, NONE).contains("from 2 to 255 classes, not 1"));
    }

    private static String message(
            Optional<List<String>> classes, Optional<List<Integer>> values, Optional<Integer> none) {
        return assertThrows(InvalidSetting.class, () -> config(Optional.empty(), classes, values, none))
                .getMessage();
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        for (int i = 0; i < 10; i++) {
            grey("scans/" + i + ".png", 2 + i % 2, new int[] {i, 1, 2, 3, 4, 5});
            grey("masks/" + i + ".png", 2 + i % 2, new int[] {i % 2, 1, 0, 1, 0, i / 5});
        }
        return Contract.dataset(
                        new ImageDataset(), config(Optional.of(List.of(2, 2)), NAMES, VALUES, NONE), below(folder))
                .tests();
    }

    /** As {@code numpy.save} writes [height, width] of int64: the same classes, and the same digest, as of images. */
    @Test
    void masksMayBeArrays() throws IOException {
        grey("scans/a.png", 2, 7, 8, 9, 10);
        grey("scans/b.png", 2, 1, 2, 3, 4);
        grey("masks/a.png", 2, 0, 1, 1, 0);
        grey("masks/b.png", 2, 1, 1, 0, 0);
        ImageDataset.Config config = config(Optional.empty(), NAMES, VALUES, NONE);
        Data images = new ImageDataset().open(config, below(folder));
        for (String name : List.of("a", "b")) {
            Files.delete(folder.resolve("masks/" + name + ".png"));
        }
        array("masks/a.npy", "(2, 2)", 0, 1, 1, 0);
        array("masks/b.npy", "(2, 2, 1)", 1, 1, 0, 0);
        assertEquals(
                images.digest(), new ImageDataset().open(config, below(folder)).digest());
        array("masks/b.npy", "(2, 2, 2)", 1, 1, 0, 0, 1, 1, 0, 0);
        assertTrue(refusal(new ImageDataset(), config, folder)
                .endsWith("b.npy holds 2×2×2 numbers, and a mask is [height, width]; save one array for each picture"));
    }

    private void array(String name, String shape, long... values) throws IOException {
        byte[] header = ("{'descr': '<i8', 'fortran_order': False, 'shape': " + shape + ", }")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length + Long.BYTES * values.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) header.length).put(header);
        LongStream.of(values).forEach(bytes::putLong);
        Files.write(folder.resolve(name), bytes.array());
    }
}
