package org.recurve.datasets.own;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * A decoded image.
 *
 * @param shape [channels, height, width]; channels are grey, or red, green, blue, with transparency behind them if there is
 *     any
 * @param samples from 0 to 255, row-major
 */
record Picture(Shape shape, byte[] samples) {
    private static final int BITS = 8;

    /** Reads a PNG or JPEG file. */
    static Picture read(Path file) {
        BufferedImage image = decoded(file);
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return indexed(image, palette);
        }
        Raster raster = image.getRaster();
        if (Arrays.stream(raster.getSampleModel().getSampleSize()).anyMatch(bits -> bits != BITS)) {
            throw new InvalidSetting(file + " has samples of "
                    + raster.getSampleModel().getSampleSize(0) + " bits; save it with " + BITS);
        }
        return of(raster.getNumBands(), image, (channel, y, x) -> raster.getSample(x, y, channel));
    }

    private static BufferedImage decoded(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image == null) {
                throw new InvalidSetting(file + " is neither PNG nor JPEG, whatever its name says");
            }
            return image;
        } catch (IOException | RuntimeException e) {
            throw e instanceof InvalidSetting known
                    ? known
                    : new InvalidSetting(file + " cannot be decoded: " + e.getMessage());
        }
    }

    /** A palette is read as what it stands for: grey if all its colours are. */
    private static Picture indexed(BufferedImage image, IndexColorModel palette) {
        boolean grey = true;
        for (int entry = 0; entry < palette.getMapSize(); entry++) {
            int rgb = palette.getRGB(entry);
            grey &= (rgb >> 16 & 255) == (rgb & 255) && (rgb >> 8 & 255) == (rgb & 255);
        }
        int colours = grey ? 1 : 3;
        int channels = palette.hasAlpha() ? colours + 1 : colours;
        return of(channels, image, (channel, y, x) -> {
            int shift = channel == colours ? 24 : 16 - 8 * channel;
            return palette.getRGB(image.getRaster().getSample(x, y, 0)) >> shift & 255;
        });
    }

    @FunctionalInterface
    private interface Sample {
        int at(int channel, int y, int x);
    }

    private static Picture of(int channels, BufferedImage image, Sample sample) {
        Shape shape = Shape.of(channels, image.getHeight(), image.getWidth());
        byte[] samples = new byte[shape.size()];
        int at = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    samples[at++] = (byte) sample.at(channel, y, x);
                }
            }
        }
        return new Picture(shape, samples);
    }

    /** The same in grey: {@code (299 red + 587 green + 114 blue) / 1000}, rounded to nearest; transparency is left out. */
    Picture grey() {
        int pixels = shape.size() / shape.dim(0);
        byte[] grey = Arrays.copyOf(samples, pixels);
        for (int pixel = 0; shape.dim(0) > 2 && pixel < pixels; pixel++) {
            int luma = 299 * at(pixel) + 587 * at(pixels + pixel) + 114 * at(2 * pixels + pixel);
            grey[pixel] = (byte) ((luma + 500) / 1000);
        }
        return new Picture(Shape.of(1, shape.dim(1), shape.dim(2)), grey);
    }

    /** Sample {@code index}, from 0 to 255. */
    int at(int index) {
        return Byte.toUnsignedInt(samples[index]);
    }

    String channels() {
        return switch (shape.dim(0)) {
            case 1 -> "1 channel (grey)";
            case 2 -> "2 channels (grey, transparency)";
            case 3 -> "3 channels (red, green, blue)";
            default -> "4 channels (red, green, blue, transparency)";
        };
    }
}
