package org.recurve.datasets.image;

import java.awt.image.Raster;

/**
 * The colours of a JPEG in four printing inks. Adobe, and with it everybody, stores inks inverted: 255 is no ink. Colours are
 * those of Pillow's conversion without a colour profile.
 *
 * @param raster as stored: cyan, magenta, yellow, black; or brightness, two colours, black
 * @param ycck whether it is the latter
 */
record CmykColors(Raster raster, boolean ycck) {
    /** Returns a sample of the image in red, green and blue, from 0 to 255. */
    int colour(int channel, int y, int x) {
        int light = raster.getSample(x, y, 3);
        int ink = ycck ? ink(channel, y, x) : 255 - raster.getSample(x, y, channel);
        return Math.clamp(light - scaled(ink, light), 0, 255);
    }

    /** Returns the amount of an ink, from ITU-T T.871's conversion to red, green and blue in libjpeg's 16-bit fractions. */
    private int ink(int channel, int y, int x) {
        int brightness = raster.getSample(x, y, 0);
        int blue = raster.getSample(x, y, 1) - 128;
        int red = raster.getSample(x, y, 2) - 128;
        int more = switch (channel) {
            case 0 -> 91881 * red + 32768;
            case 1 -> -22554 * blue - 46802 * red + 32768;
            default -> 116130 * blue + 32768;
        };
        return Math.clamp(brightness + (more >> 16), 0, 255);
    }

    /** {@code a b / 255}, rounded to nearest. */
    private static int scaled(int a, int b) {
        int product = a * b + 128;
        return (product >> 8) + product >> 8;
    }
}
