package org.recurve.compute.kernel.contraction;

import org.recurve.compute.arithmetic.BlockLayout;

/**
 * The operands of one register tile, some units by some columns:
 * {@code y[u][c] = from[u][c] + Σ_k w[u][k] · x[k][c]}, a chain over k for each element. Mutable, refilled for every tile.
 */
final class TileOperands {
    static final int COLUMNS = 4;
    /** Initial values of +0. */
    static final float[] ZERO = new float[BlockLayout.LANES];

    float[] w = {};
    /** Where unit 0's weights begin, the distance from unit to unit, and each term's place from there. */
    int weight;

    int weightStride;
    int[] weightTerm = {};

    /** Where terms lie evenly, weights from one to the next. */
    int weightStep;

    float[] x = {};
    final int[] source = new int[COLUMNS];
    int[] sourceTerm = {};
    /** Where terms lie evenly, source floats from one to the next. */
    int sourceStep;

    int fromTerm;
    int toTerm;

    float[] from = {};
    final int[] start = new int[COLUMNS];
    int startStride;

    float[] y = {};
    final int[] target = new int[COLUMNS];
    /** Where each column's unit 0 lies; the tile may begin at a later unit. */
    final int[] column = new int[COLUMNS];
    /** The block of each column. */
    final int[] block = new int[COLUMNS];

    int targetStride;
}
