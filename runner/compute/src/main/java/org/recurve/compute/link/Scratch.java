package org.recurve.compute.link;

import java.util.stream.IntStream;

/** The memory that a kernel needs beside its operands: one a thread. It grows to what the largest table needs, then stays. */
public final class Scratch {
    final float[] lanes = new float[Layout.LANES];
    final float[] strip = new float[Tile.COLUMNS * Layout.LANES * Layout.LANES];
    final Tile tile = new Tile();
    final Tile across = new Tile();
    final Sums sums = new Sums();
    private float[] floats = {};
    private float[] aside = {};
    private int[] weightTerms = {};
    private int[] sourceTerms = {};

    /** At least {@code size} floats with any contents. */
    float[] floats(int size) {
        if (floats.length < size) {
            floats = new float[size];
        }
        return floats;
    }

    /** At least {@code size} more floats with any contents. */
    float[] aside(int size) {
        if (aside.length < size) {
            aside = new float[size];
        }
        return aside;
    }

    int[] weightTerms(int size) {
        if (weightTerms.length < size) {
            weightTerms = new int[size];
        }
        return weightTerms;
    }

    /** {@code 0, stride, 2·stride …}, at least {@code size} of them. */
    int[] sourceTerms(int size, int stride) {
        if (sourceTerms.length < size) {
            sourceTerms = IntStream.range(0, size).map(i -> i * stride).toArray();
        }
        return sourceTerms;
    }
}
