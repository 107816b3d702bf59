package org.recurve.compute.elementwise;

import java.util.Arrays;

/** The working memory of one thread for chains of up to some size; allocated once, holding nothing between runs. */
public final class Scratch {
    final float[] floats;
    final float[][] arrays;
    final int[] offsets;

    private Scratch(int strips, int count) {
        floats = new float[strips * ChainKernel.STRIP];
        arrays = new float[count][];
        offsets = new int[count];
        Arrays.fill(arrays, floats);
    }

    /** Enough for each of {@code kernels}, one at a time. */
    public static Scratch fitting(Iterable<ChainKernel> kernels) {
        int strips = 0;
        int arrays = 0;
        for (ChainKernel kernel : kernels) {
            strips = Math.max(strips, kernel.strips());
            arrays = Math.max(arrays, kernel.arrays());
        }
        return new Scratch(strips, arrays);
    }
}
