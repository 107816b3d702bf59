package org.recurve.compute.kernel.contraction.tile;

/**
 * The operands of one tile of partial sums, some filters by some columns of x:
 * {@code sums[c][f][lane] += Σ x[c][lane] · y[f][lane]}, a chain over blocks and places. Mutable, refilled for every tile.
 */
public final class PartialSums {
    public static final int COLUMNS = 5;

    public float[] x = {};
    /** Says where each column begins in block 0, and the distance between blocks. */
    public final int[] input = new int[COLUMNS];

    public int inputBlock;

    public float[] y = {};
    /** Says where filter 0 begins in block 0, the distance between filters, and between blocks. */
    public int output;

    public int outputStride;
    public int outputBlock;

    /** The distances of the places in x and in y: {@code places} of them, from these entries on. */
    public int[] source = {};

    public int[] target = {};
    public int fromSource;
    public int fromTarget;
    public int places;

    public int fromBlock;
    public int toBlock;

    public float[] sums = {};
    public int sumsAt;
}
