package org.recurve.compute.arithmetic;

/** Describes how example values lie in memory: [block][row][lane], 16 examples to a block, the last block padded. */
public final class BlockLayout {
    /** Examples of a block. */
    public static final int LANES = 16;

    private BlockLayout() {}

    /** Returns the sum of 16 partial sums: i with i + 8, then + 4, + 2, + 1. Overwrites them. */
    public static float tree(float[] sums, int at) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = at; i < at + half; i++) {
                sums[i] += sums[i + half];
            }
        }
        return sums[at];
    }

    public static int blocks(int examples) {
        return Math.ceilDiv(examples, LANES);
    }
}
