package org.recurve.compute.kernel.contraction;

/**
 * The operands of one tile of partial sums, some filters by some columns of x:
 * {@code sums[c][f][lane] += Σ x[c][lane] · y[f][lane]}, a chain over blocks and places. Mutable, refilled for every tile.
 */
final class PartialSums {
    static final int COLUMNS = 5;

    float[] x = {};
    /** Where each column begins in block 0, and the distance between blocks. */
    final int[] input = new int[COLUMNS];

    int inputBlock;

    float[] y = {};
    /** Where filter 0 begins in block 0, the distance between filters, and between blocks. */
    int output;

    int outputStride;
    int outputBlock;

    /** The distances of the places in x and in y: {@code places} of them, from these entries on. */
    int[] source = {};

    int[] target = {};
    int fromSource;
    int fromTarget;
    int places;

    int fromBlock;
    int toBlock;

    float[] sums = {};
    int sumsAt;
}
