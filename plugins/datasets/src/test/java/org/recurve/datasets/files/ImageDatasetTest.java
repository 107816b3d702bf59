package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.testkit.Contract;

class ImageDatasetTest {
    private static final ImageDataset.Config CONFIG = pets(ImageDataset.Colour.AS_FOUND, 0, 0);
    private static final ImageDataset.Config GREY = pets(ImageDataset.Colour.GREY, 0, 0);

    @TempDir
    Path folder;

    /** An image of one colour, 3 wide and 2 high, but for a pixel at the top right. */
    private Path image(String name, int type, int rgb, int corner) throws IOException {
        Path file = folder.resolve("pets").resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(3, 2, type);
        for (int pixel = 0; pixel < 6; pixel++) {
            image.getRaster().setPixel(pixel % 3, pixel / 3, bands(pixel == 2 ? corner : rgb, image));
        }
        assertTrue(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()));
        return file;
    }

    private static int[] bands(int rgb, BufferedImage image) {
        return image.getRaster().getNumBands() == 1
                ? new int[] {rgb & 255}
                : new int[] {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, rgb >>> 24};
    }

    private Data open(ImageDataset.Config config) {
        return new ImageDataset().open(config, below(folder));
    }

    @Test
    void readsColoursAsChannels() throws IOException {
        image("cat/a.png", BufferedImage.TYPE_3BYTE_BGR, 0xff3366, 0x000033);
        image("dog/b.png", BufferedImage.TYPE_INT_RGB, 0xff3366, 0x000033);
        Data data = open(CONFIG);
        assertEquals(Shape.of(3, 2, 3), data.field(Field.INPUT).shape());
        assertEquals(List.of("cat", "dog"), data.field(Field.TARGET).classes());
        float[] expected = {1, 1, 0, 1, 1, 1, .2f, .2f, 0, .2f, .2f, .2f, .4f, .4f, .2f, .4f, .4f, .4f};
        assertArrayEquals(expected, read(data, Data.TRAIN, 0, Field.INPUT));
        assertArrayEquals(expected, read(data, Data.TRAIN, 1, Field.INPUT));
    }

    /** Java's own conversion would brighten greys; a palette of greys is grey. */
    @Test
    void greysStayWhatTheyAre() throws IOException {
        image("cat/a.png", BufferedImage.TYPE_BYTE_GRAY, 51, 102);
        BufferedImage palette = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_BINARY);
        palette.setRGB(2, 0, 0xffffffff);
        ImageIO.write(palette, "png", folder.resolve("pets/cat/b.png").toFile());
        Data data = open(CONFIG);
        assertEquals(Shape.of(1, 2, 3), data.field(Field.INPUT).shape());
        for (int index = 0; index < 2; index++) {
            boolean first = data.split(Data.TRAIN).id(index) == 0;
            assertArrayEquals(
                    first ? new float[] {.2f, .2f, .4f, .2f, .2f, .2f} : new float[] {0, 0, 1, 0, 0, 0},
                    read(data, Data.TRAIN, index, Field.INPUT));
        }
    }

    @Test
    void coloursBecomeGreyByTheirBrightness() throws IOException {
        image("cat/a.png", BufferedImage.TYPE_INT_RGB, 0xff0000, 0x00ff00);
        float[] grey = read(open(GREY), Data.TRAIN, 0, Field.INPUT);
        assertEquals(76 / 255f, grey[0]);
        assertEquals(150 / 255f, grey[2]);
    }

    @Test
    void jpegsAreReadToo() throws IOException {
        image("cat/a.jpg", BufferedImage.TYPE_INT_RGB, 0x808080, 0x808080);
        assertEquals(128 / 255f, read(open(CONFIG), Data.TRAIN, 0, Field.INPUT)[4]);
    }

    /** Written by Pillow, and read as Pillow reads them: see images.py beside them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cmyk",
                "ycck",
                "cmyk-bare",
                "turned1",
                "turned2",
                "turned3",
                "turned4",
                "turned5",
                "turned6",
                "turned7",
                "turned8"
            })
    void readsInksAndOrientationAsPillowDoes(String name) throws IOException {
        Path file = folder.resolve("pets/cat/a.jpg");
        Files.createDirectories(file.getParent());
        Files.write(file, resource(name + ".jpg"));
        byte[] expected = resource(name + ".raw");
        Data data = open(CONFIG);
        boolean inks = !name.startsWith("turned");
        boolean standing = name.compareTo("turned5") >= 0 && !inks;
        assertEquals(
                inks ? Shape.of(3, 16, 24) : standing ? Shape.of(1, 24, 16) : Shape.of(1, 16, 24),
                data.field(Field.INPUT).shape());
        float[] read = read(data, Data.TRAIN, 0, Field.INPUT);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Byte.toUnsignedInt(expected[i]) / 255f, read[i], "sample " + i);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ImageDatasetTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** The EXIF block that turned6.jpg has, in a chunk of a PNG. */
    @Test
    void readsTheOrientationOfAPngToo() throws IOException {
        Path file = image("cat/a.png", BufferedImage.TYPE_BYTE_GRAY, 51, 102);
        byte[] png = Files.readAllBytes(file);
        byte[] chunk = HexFormat.of()
                .parseHex("65584966" + "4d4d002a00000008" + "0001" + "0112" + "0003" + "00000001" + "00060000"
                        + "00000000");
        CRC32 checksum = new CRC32();
        checksum.update(chunk);
        ByteBuffer with = ByteBuffer.allocate(png.length + chunk.length + 8);
        with.put(png, 0, 33).putInt(chunk.length - 4).put(chunk).putInt((int) checksum.getValue());
        Files.write(file, with.put(png, 33, png.length - 33).array());
        Data data = open(CONFIG);
        assertEquals(Shape.of(1, 3, 2), data.field(Field.INPUT).shape());
        assertArrayEquals(new float[] {.2f, .2f, .2f, .2f, .2f, .4f}, read(data, Data.TRAIN, 0, Field.INPUT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void refusesEveryPrefixOfAFile(String ending) throws IOException {
        Path file = image("cat/a." + ending, BufferedImage.TYPE_INT_RGB, 0xff3366, 0x000033);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            String message = refusal(new ImageDataset(), CONFIG, folder);
            assertTrue(
                    message.startsWith("pets/cat/a." + ending + (length < 8 ? " " : " ends before its image does")),
                    length + ": " + message);
        }
    }

    /** A JPEG's data are cut, but its end is marked. */
    @Test
    void refusesAnEndThatComesTooEarly() throws IOException {
        Path file = folder.resolve("pets/cat/a.jpg");
        Files.createDirectories(file.getParent());
        byte[] whole = resource("cmyk.jpg");
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 80);
        cut[cut.length - 2] = (byte) 0xff;
        cut[cut.length - 1] = (byte) 0xd9;
        Files.write(file, cut);
        String message = refusal(new ImageDataset(), CONFIG, folder);
        assertTrue(message.startsWith("pets/cat/a.jpg cannot be decoded: "), message);
    }

    @Test
    void refusesDamageAndOtherFormats() throws IOException {
        Path file = image("cat/a.png", BufferedImage.TYPE_INT_RGB, 0xff3366, 0x000033);
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length - 20] ^= 1;
        Files.write(file, damaged);
        assertEquals(
                "pets/cat/a.png is damaged: its IDAT chunk does not have the checksum it says; copy or save it again",
                refusal(new ImageDataset(), CONFIG, folder));
        for (String other : List.of("gif", "bmp")) {
            assertTrue(ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), other, file.toFile()));
            assertEquals(
                    "pets/cat/a.png is neither PNG nor JPEG nor TIFF nor WebP, whatever its name says; convert it to one of them",
                    refusal(new ImageDataset(), CONFIG, folder));
        }
    }

    /** Written by the JDK's own encoder, in colours, greys, 16 bits, and palettes. */
    @Test
    void tiffsAreReadToo() throws IOException {
        image("cat/a.tiff", BufferedImage.TYPE_INT_RGB, 0xff3366, 0x000033);
        assertArrayEquals(
                new float[] {1, 1, 0, 1, 1, 1, .2f, .2f, 0, .2f, .2f, .2f, .4f, .4f, .2f, .4f, .4f, .4f},
                read(open(CONFIG), Data.TRAIN, 0, Field.INPUT));
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 257);
        deep.getRaster().setSample(1, 0, 0, 65535);
        Path file = folder.resolve("pets/cat/a.tiff");
        ImageIO.write(deep, "tiff", file.toFile());
        assertArrayEquals(new float[] {257 / 65535f, 1}, read(open(CONFIG), Data.TRAIN, 0, Field.INPUT));
        BufferedImage palette = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_BINARY);
        palette.setRGB(2, 0, 0xffffffff);
        ImageIO.write(palette, "tiff", file.toFile());
        assertArrayEquals(new float[] {0, 0, 1, 0, 0, 0}, read(open(CONFIG), Data.TRAIN, 0, Field.INPUT));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertTrue(refusal(new ImageDataset(), CONFIG, folder).startsWith("pets/cat/a.tiff "), "cut at " + length);
        }
    }

    @Test
    void theDigestIsThatOfThePixels() throws IOException {
        Path first = image("cat/a.png", BufferedImage.TYPE_INT_RGB, 1, 2);
        String digest = open(CONFIG).digest();
        Files.move(first, first.resolveSibling("renamed.png"));
        assertEquals(digest, open(CONFIG).digest());
        image("cat/renamed.png", BufferedImage.TYPE_INT_RGB, 1, 3);
        assertNotEquals(digest, open(CONFIG).digest());
    }

    @Test
    void refusesTwoChannelCounts() throws IOException {
        image("cat/a.png", BufferedImage.TYPE_INT_RGB, 1, 2);
        image("dog/b.png", BufferedImage.TYPE_BYTE_GRAY, 1, 2);
        assertEquals(
                "pets/dog/b.png has 1 channel (grey), but pets/cat/a.png has 3; convert one of them, or read all in grey"
                        + " with colour: grey",
                refusal(new ImageDataset(), CONFIG, folder));
        assertEquals(Shape.of(1, 2, 3), open(GREY).field(Field.INPUT).shape());
    }

    @Test
    void imagesMayDifferInSize() throws IOException {
        image("cat/a.png", BufferedImage.TYPE_INT_RGB, 1, 2);
        assertEquals(Optional.empty(), open(CONFIG).split(Data.TRAIN).shape(0, Field.INPUT));
        BufferedImage wide = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(wide, "png", folder.resolve("pets/cat/b.png").toFile());
        Data data = open(CONFIG);
        Examples examples = data.split(Data.TRAIN);
        assertEquals(Shape.of(3, 2, 4), data.field(Field.INPUT).shape());
        assertEquals(
                Set.of(Shape.of(3, 2, 3), Shape.of(3, 2, 4)),
                Set.of(
                        examples.shape(0, Field.INPUT).orElseThrow(),
                        examples.shape(1, Field.INPUT).orElseThrow()));
        assertEquals(Optional.empty(), examples.shape(0, Field.TARGET));
    }

    /** Two images with the same samples in the same order, one lying and one standing. */
    @Test
    void theSizeIsPartOfTheDigest() throws IOException {
        image("cat/a.png", BufferedImage.TYPE_INT_RGB, 1, 1);
        Path second = folder.resolve("pets/cat/b.png");
        ImageIO.write(new BufferedImage(1, 4, BufferedImage.TYPE_INT_RGB), "png", second.toFile());
        String standing = open(CONFIG).digest();
        ImageIO.write(new BufferedImage(4, 1, BufferedImage.TYPE_INT_RGB), "png", second.toFile());
        assertNotEquals(standing, open(CONFIG).digest());
    }

    @Test
    void refusesWhatIsNoImage() throws IOException {
        image("cat/a.png", BufferedImage.TYPE_INT_RGB, 1, 2);
        Files.writeString(folder.resolve("pets/cat/b.png"), "no image");
        assertEquals(
                "pets/cat/b.png is neither PNG nor JPEG nor TIFF nor WebP, whatever its name says; convert it to one of them",
                refusal(new ImageDataset(), CONFIG, folder));
        byte[] whole = Files.readAllBytes(folder.resolve("pets/cat/a.png"));
        Files.write(folder.resolve("pets/cat/b.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertEquals(
                "pets/cat/b.png ends before its image does: it was cut off; copy or save it again",
                refusal(new ImageDataset(), CONFIG, folder));
    }

    /** A hundred bytes may say that they are an image of billions of pixels. */
    @Test
    void refusesMorePixelsThanMemoryHolds() throws IOException {
        Path file = image("cat/a.png", BufferedImage.TYPE_INT_RGB, 1, 2);
        ByteBuffer png = ByteBuffer.wrap(Files.readAllBytes(file));
        png.putInt(16, 60_000).putInt(20, 40_000);
        CRC32 header = new CRC32();
        header.update(png.array(), 12, 17);
        png.putInt(29, (int) header.getValue());
        Files.write(file, png.array());
        assertEquals(
                "pets/cat/a.png says that it has 60000 × 40000 pixels, and an image can have at most 134217727; make it smaller",
                refusal(new ImageDataset(), CONFIG, folder));
    }

    @Test
    void refusesFoldersOfAnotherForm() throws IOException {
        assertEquals(
                "pets does not exist: it was looked for in the folder " + folder
                        + "; correct the name, or name another folder to look in with --data",
                refusal(new ImageDataset(), CONFIG, folder));
        Path pets = Files.createDirectory(folder.resolve("pets"));
        assertEquals(
                "pets is empty: it needs a folder of examples for each class",
                refusal(new ImageDataset(), CONFIG, folder));
        Files.createDirectory(pets.resolve("cat"));
        assertEquals(
                "the class folder pets/cat is empty; fill it with examples, or delete it",
                refusal(new ImageDataset(), CONFIG, folder));
        Files.writeString(pets.resolve("cat/.hidden"), "");
        Files.writeString(pets.resolve("cat/notes.txt"), "");
        assertEquals(
                "pets/cat/notes.txt is not a file that ends in .png or .jpg or .jpeg or .tif or .tiff or .webp; take it out of the class's folder",
                refusal(new ImageDataset(), CONFIG, folder));
        Files.writeString(pets.resolve("bird.png"), "");
        assertEquals(
                "pets/bird.png is outside the class folders; move it into the folder of its class, or leave files where"
                        + " they are and name a table of them and their classes",
                refusal(new ImageDataset(), CONFIG, folder));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        for (int i = 0; i < 10; i++) {
            image((i % 2 == 0 ? "cat/" : "dog/") + i + ".png", BufferedImage.TYPE_INT_RGB, i, 2 * i);
        }
        return Contract.dataset(new ImageDataset(), pets(ImageDataset.Colour.AS_FOUND, 0.2, 1), below(folder))
                .tests();
    }

    private static ImageDataset.Config pets(ImageDataset.Colour colour, double share, long seed) {
        return new ImageDataset.Config(
                "pets",
                colour,
                share,
                share,
                seed,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
