package org.recurve.compute.elementwise;

import java.util.Arrays;

/** The working memory of one thread for chains of up to some size; allocated once, holding nothing between runs. */
public final class Scratch {
    final float[] floats;
    final float[][] arrays;
    final int[] offsets;

    private Scratch(int strips, int registers) {
        floats = new float[strips * ChainKernel.STRIP];
        arrays = new float[registers][];
        offsets = new int[registers];
        Arrays.fill(arrays, floats);
    }

    /** Enough for each of {@code kernels}, one at a time. */
    public static Scratch fitting(Iterable<ChainKernel> kernels) {
        int strips = 0;
        int registers = 0;
        for (ChainKernel kernel : kernels) {
            strips = Math.max(strips, kernel.strips());
            registers = Math.max(registers, kernel.chain().registers());
        }
        return new Scratch(strips, registers);
    }
}
