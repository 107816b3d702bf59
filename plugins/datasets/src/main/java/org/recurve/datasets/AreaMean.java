package org.recurve.datasets;

/**
 * Scales a square grey image down by area: a pixel of the smaller image is the mean of the square of the larger one that
 * it covers, each pixel below weighted by how much of it is covered.
 *
 * <p>Pixel {@code i} of {@code to} covers {@code [i · from, (i + 1) · from)} on an axis where each of the {@code from} pixels
 * is {@code to} long, so all weights are whole numbers, they sum to {@code from²}, and {@code Σ weight · pixel / (255 · from²)} is
 * rounded once, in its division. With {@code to} = {@code from} that is {@code pixel / 255}, to the bit.
 *
 * @param from pixels along a side of the larger image, at most 256: numerator and denominator must be exact floats
 * @param to pixels along a side of the smaller image, at most {@code from}
 */
record AreaMean(int from, int to) {
    private static final int WHITE = 255;

    AreaMean {
        if (to < 1 || to > from || from > 256) {
            throw new IllegalArgumentException("cannot scale " + from + " pixels to " + to);
        }
    }

    /** A grey image of bytes. */
    @FunctionalInterface
    interface Pixels {
        /** From 0 to 255. */
        int get(int row, int column);
    }

    /** Writes the smaller image, row-major, each pixel from 0 to 1. */
    void read(Pixels pixels, float[] into, int offset) {
        float whole = WHITE * from * from;
        for (int row = 0; row < to; row++) {
            for (int column = 0; column < to; column++) {
                into[offset + row * to + column] = weighted(pixels, row, column) / whole;
            }
        }
    }

    private int weighted(Pixels pixels, int row, int column) {
        int sum = 0;
        for (int y = first(row); y <= last(row); y++) {
            for (int x = first(column); x <= last(column); x++) {
                sum += covered(row, y) * covered(column, x) * pixels.get(y, x);
            }
        }
        return sum;
    }

    private int first(int pixel) {
        return pixel * from / to;
    }

    private int last(int pixel) {
        return ((pixel + 1) * from - 1) / to;
    }

    /** Returns how much of pixel {@code below} lies under {@code pixel}, of {@code to}. */
    private int covered(int pixel, int below) {
        return Math.min((pixel + 1) * from, (below + 1) * to) - Math.max(pixel * from, below * to);
    }
}
