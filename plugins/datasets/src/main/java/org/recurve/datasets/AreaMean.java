package org.recurve.datasets;

/**
 * Scales a grey image by area: a pixel of the new image is the mean of the rectangle of the old one that it covers, each pixel below
 * weighted by how much of it is covered.
 *
 * <p>On an axis where each of the {@code from} pixels is {@code to} long, pixel {@code i} of {@code to} covers {@code [i · from, (i + 1) ·
 * from)}, so all weights are whole numbers, they sum to {@code fromHeight · fromWidth}, and {@code Σ weight · pixel / (white · fromHeight ·
 * fromWidth)} is rounded once, in its division. With the same size that is {@code pixel / white}, to the bit.
 *
 * @param fromHeight rows of the old image
 * @param fromWidth its columns
 * @param height rows of the new image
 * @param width its columns
 * @param white the largest value of a pixel
 */
public record AreaMean(int fromHeight, int fromWidth, int height, int width, int white) {
    private static final int BYTE = 255;

    public AreaMean {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("cannot scale to " + height + "×" + width);
        }
    }

    /** Returns the one that makes a square image of bytes smaller. */
    AreaMean(int from, int to) {
        this(from, from, to, to, BYTE);
        if (to > from) {
            throw new IllegalArgumentException("cannot scale " + from + " pixels to " + to);
        }
    }

    /** A grey image. */
    @FunctionalInterface
    public interface Pixels {
        /** From 0 to white. */
        int get(int row, int column);
    }

    /** Writes the new image, row-major, each pixel from 0 to 1. */
    public void read(Pixels pixels, float[] into, int offset) {
        double whole = (double) white * fromHeight * fromWidth;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                into[offset + row * width + column] = (float) (weighted(pixels, row, column) / whole);
            }
        }
    }

    private long weighted(Pixels pixels, int row, int column) {
        long sum = 0;
        for (int y = first(row, fromHeight, height); y <= last(row, fromHeight, height); y++) {
            long rows = covered(row, y, fromHeight, height);
            for (int x = first(column, fromWidth, width); x <= last(column, fromWidth, width); x++) {
                sum += rows * covered(column, x, fromWidth, width) * pixels.get(y, x);
            }
        }
        return sum;
    }

    private static int first(int pixel, int from, int to) {
        return (int) ((long) pixel * from / to);
    }

    private static int last(int pixel, int from, int to) {
        return (int) (((pixel + 1L) * from - 1) / to);
    }

    /** Returns how much of pixel {@code below} lies under {@code pixel}, of {@code to}. */
    private static long covered(int pixel, int below, int from, int to) {
        return Math.min((pixel + 1L) * from, (below + 1L) * to) - Math.max((long) pixel * from, (long) below * to);
    }
}
