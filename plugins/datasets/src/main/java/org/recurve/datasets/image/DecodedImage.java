package org.recurve.datasets.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.image.ImageForm.Format;

/**
 * A decoded image.
 *
 * @param shape [channels, height, width]; channels are grey, or red, green, blue, with transparency behind them if there is
 *     any
 * @param bits of a sample: 8 or 16
 * @param samples row-major, those of 16 bits as two bytes, the higher first
 */
public record DecodedImage(Shape shape, int bits, byte[] samples) {
    private static final int BYTE = 8;
    private static final int BYTE_WHITE = 255;

    /** Reads a PNG, JPEG, TIFF or WebP file, turned as its EXIF orientation says. */
    public static DecodedImage read(Path file) {
        byte[] bytes = bytes(file);
        ImageForm form = ImageForm.of(file, bytes);
        return decoded(file, bytes, form.format()).upright(form.orientation());
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidSetting(file + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads a PNG, TIFF or WebP file whose pixels are values rather than colours: those of a palette are the numbers of its entries, grey
     * ones are as the file has them.
     */
    public static DecodedImage readValues(Path file) {
        byte[] bytes = bytes(file);
        ImageForm form = ImageForm.of(file, bytes);
        if (form.format() instanceof Format.Jpeg) {
            throw new InvalidSetting(file + " is a JPEG, which does not keep the values of pixels; save masks as PNG");
        }
        BufferedImage image = image(file, bytes, form.format());
        DecodedImage values = image.getColorModel() instanceof IndexColorModel
                ? of(
                        BYTE,
                        1,
                        image.getHeight(),
                        image.getWidth(),
                        (_, y, x) -> image.getRaster().getSample(x, y, 0))
                : of(file, image).shadeless(file);
        return values.upright(form.orientation());
    }

    /** Returns the first channel, where red, green and blue are alike. */
    private DecodedImage shadeless(Path file) {
        int pixels = shape.dim(1) * shape.dim(2);
        for (int i = 0; i < pixels && shape.dim(0) > 2; i++) {
            if (at(i) != at(pixels + i) || at(i) != at(2 * pixels + i)) {
                throw new InvalidSetting(
                        file + " has colours, and the pixels of a mask are numbers of classes; save it in"
                                + " grey, or with a palette");
            }
        }
        return shape.dim(0) == 1 ? this : grey();
    }

    private static DecodedImage decoded(Path file, byte[] bytes, Format format) {
        if (format instanceof Format.Jpeg(int components, int transform) && components == 4) {
            Raster raster = decoded(file, bytes, "jpeg", reader -> reader.readRaster(0, null));
            CmykColors colors = new CmykColors(raster, transform == 2);
            return of(BYTE, 3, raster.getHeight(), raster.getWidth(), colors::colour);
        }
        return of(file, image(file, bytes, format));
    }

    private static BufferedImage image(Path file, byte[] bytes, Format format) {
        return switch (format) {
            case Format.Png() -> decoded(file, bytes, "png", reader -> reader.read(0));
            case Format.Webp() -> decoded(file, bytes, "webp", reader -> reader.read(0));
            case Format.Tiff() -> decoded(file, bytes, "tiff", reader -> page(file, reader));
            case Format.Jpeg jpeg -> {
                if (jpeg.components() != 1 && jpeg.components() != 3) {
                    throw new InvalidSetting(file + " is a JPEG of " + jpeg.components()
                            + " components; save it in grey, in red, green and blue, or as PNG");
                }
                yield decoded(file, bytes, "jpeg", reader -> reader.read(0));
            }
        };
    }

    private static BufferedImage page(Path file, ImageReader reader) throws IOException {
        int pages = reader.getNumImages(true);
        if (pages != 1) {
            throw new InvalidSetting(file + " holds " + pages + " images; save each as a file of its own");
        }
        return reader.read(0);
    }

    private static DecodedImage of(Path file, BufferedImage image) {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return indexed(image, palette);
        }
        Raster raster = image.getRaster();
        int bits = raster.getSampleModel().getSampleSize(0);
        if (bits != BYTE && bits != 2 * BYTE) {
            throw new InvalidSetting(file + " has samples of " + bits + " bits; save it with 8 or 16");
        }
        return of(
                bits,
                raster.getNumBands(),
                image.getHeight(),
                image.getWidth(),
                (channel, y, x) -> raster.getSample(x, y, channel));
    }

    /** Describes what is done with a reader. */
    @FunctionalInterface
    private interface Decoding<T> {
        T of(ImageReader reader) throws IOException;
    }

    /** Returns what a reader makes of a file; data that end too early, which it warns of and fills up, are refused. */
    private static <T> T decoded(Path file, byte[] bytes, String format, Decoding<T> decoding) {
        ImageReader reader = reader(format);
        List<String> warned = new ArrayList<>();
        reader.addIIOReadWarningListener((_, warning) -> {
            if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                warned.add(warning);
            }
        });
        try (ImageInputStream in = new BytesStream(bytes)) {
            reader.setInput(in);
            demandSize(file, reader.getWidth(0), reader.getHeight(0));
            T decoded = decoding.of(reader);
            if (!warned.isEmpty()) {
                throw new IOException(warned.getFirst());
            }
            return decoded;
        } catch (InvalidSetting e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new InvalidSetting(file + " cannot be decoded: " + e.getMessage() + "; copy or save it again");
        } finally {
            reader.dispose();
        }
    }

    /** Readers of libraries beside this class, which are looked for once: ImageIO looks where the thread's classes are. */
    private static final class Libraries {
        private static final List<ImageReaderSpi> READERS =
                ServiceLoader.load(ImageReaderSpi.class, DecodedImage.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
    }

    /** Refuses an image whose few bytes say that it has billions of pixels, before memory is taken for them. */
    private static void demandSize(Path file, int width, int height) {
        if ((long) width * height > Shape.MOST_OF_EXAMPLE) {
            throw new InvalidSetting(file + " says that it has " + width + " × " + height
                    + " pixels, and an image can have at most " + Shape.MOST_OF_EXAMPLE + "; make it smaller");
        }
    }

    /** Returns a reader of the JDK if it has one, else that of a library. */
    private static ImageReader reader(String format) {
        Iterator<ImageReader> own = ImageIO.getImageReadersByFormatName(format);
        if (own.hasNext()) {
            return own.next();
        }
        ImageReaderSpi library = Libraries.READERS.stream()
                .filter(reader -> List.of(reader.getFormatNames()).contains(format))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no library here reads " + format));
        try {
            return library.createReaderInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an image of a palette in the colours that the palette stands for: grey if all of them are. */
    private static DecodedImage indexed(BufferedImage image, IndexColorModel palette) {
        boolean grey = true;
        for (int entry = 0; entry < palette.getMapSize(); entry++) {
            int rgb = palette.getRGB(entry);
            grey &= (rgb >> 16 & 255) == (rgb & 255) && (rgb >> 8 & 255) == (rgb & 255);
        }
        int colours = grey ? 1 : 3;
        int channels = palette.hasAlpha() ? colours + 1 : colours;
        return of(BYTE, channels, image.getHeight(), image.getWidth(), (channel, y, x) -> {
            int shift = channel == colours ? 24 : 16 - 8 * channel;
            return palette.getRGB(image.getRaster().getSample(x, y, 0)) >> shift & 255;
        });
    }

    @FunctionalInterface
    private interface ChannelReader {
        public int at(int channel, int y, int x);
    }

    private static DecodedImage of(int bits, int channels, int height, int width, ChannelReader channelReader) {
        Shape shape = Shape.of(channels, height, width);
        byte[] samples = new byte[Math.multiplyExact(shape.size(), bits / BYTE)];
        int at = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int sample = channelReader.at(channel, y, x);
                    if (bits > BYTE) {
                        samples[at++] = (byte) (sample >> BYTE);
                    }
                    samples[at++] = (byte) sample;
                }
            }
        }
        return new DecodedImage(shape, bits, samples);
    }

    private DecodedImage upright(ExifOrientation orientation) {
        int height = shape.dim(1);
        int width = shape.dim(2);
        return orientation == ExifOrientation.UPRIGHT
                ? this
                : of(
                        bits,
                        shape.dim(0),
                        orientation.turns() ? width : height,
                        orientation.turns() ? height : width,
                        (channel, y, x) -> at((channel * height + orientation.row(y, x, height)) * width
                                + orientation.column(y, x, width)));
    }

    /** Returns the same in grey: {@code (299 red + 587 green + 114 blue) / 1000}, rounded to nearest; transparency is left out. */
    public DecodedImage grey() {
        int width = shape.dim(2);
        int pixels = shape.dim(1) * width;
        return of(bits, 1, shape.dim(1), width, (_, y, x) -> {
            int pixel = y * width + x;
            return shape.dim(0) > 2
                    ? (299 * at(pixel) + 587 * at(pixels + pixel) + 114 * at(2 * pixels + pixel) + 500) / 1000
                    : at(pixel);
        });
    }

    /** Returns sample {@code index}, from 0 to {@link #white}. */
    public int at(int index) {
        return bits == BYTE
                ? Byte.toUnsignedInt(samples[index])
                : Byte.toUnsignedInt(samples[2 * index]) << BYTE | Byte.toUnsignedInt(samples[2 * index + 1]);
    }

    /** Returns the largest value that a sample may have. */
    int white() {
        return (1 << bits) - 1;
    }

    /**
     * Writes all samples, each divided.
     *
     * @param divisor of samples of 8 bits, such as 255; of those of 16 bits it is 257 times that
     */
    public void read(float[] into, int offset, float divisor) {
        float by = divisor * (bits == BYTE ? 1 : white() / BYTE_WHITE);
        int size = shape.size();
        for (int i = 0; i < size; i++) {
            into[offset + i] = at(i) / by;
        }
    }

    /** Returns what its channels are, in words. */
    public String channels() {
        return switch (shape.dim(0)) {
            case 1 -> "1 channel (grey)";
            case 2 -> "2 channels (grey, transparency)";
            case 3 -> "3 channels (red, green, blue)";
            default -> "4 channels (red, green, blue, transparency)";
        };
    }
}
