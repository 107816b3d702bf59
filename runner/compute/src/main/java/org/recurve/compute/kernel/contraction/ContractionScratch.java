package org.recurve.compute.kernel.contraction;

import java.util.stream.IntStream;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.contraction.tile.PartialSums;
import org.recurve.compute.kernel.contraction.tile.TileOperands;

/** The memory that a kernel needs beside its operands: one a thread. It grows to what the largest table needs, then stays. */
public final class ContractionScratch {
    final float[] lanes = new float[BlockLayout.LANES];
    final float[] strip = new float[TileOperands.COLUMNS * BlockLayout.LANES * BlockLayout.LANES];
    final TileOperands tile = new TileOperands();
    final TileOperands across = new TileOperands();
    final TileOperands packed = new TileOperands();
    final PartialSums sums = new PartialSums();
    final WinogradScratch winograd = new WinogradScratch();
    private float[] floats = {};
    private float[] aside = {};
    private float[] filters = {};
    private int[] rows = {};
    private int[] filterTerms = {};
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

    /** At least {@code size} more floats with any contents. */
    float[] filters(int size) {
        if (filters.length < size) {
            filters = new float[size];
        }
        return filters;
    }

    int[] rows(int size) {
        if (rows.length < size) {
            rows = new int[size];
        }
        return rows;
    }

    /** {@code 0, stride, 2·stride …}, at least {@code size} of them. */
    int[] filterTerms(int size, int stride) {
        if (filterTerms.length < size || filterTerms[1] != stride) {
            filterTerms = IntStream.range(0, size).map(i -> i * stride).toArray();
        }
        return filterTerms;
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
