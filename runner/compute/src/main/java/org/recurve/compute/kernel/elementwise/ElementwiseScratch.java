package org.recurve.compute.kernel.elementwise;

import java.util.Arrays;

/** The working memory of one thread for chains of up to some size; allocated once, holding nothing between runs. */
public final class ElementwiseScratch {
    final float[] floats;
    final float[][] arrays;
    final int[] offsets;

    private ElementwiseScratch(int strips, int count) {
        floats = new float[(strips + 2) * FusedKernel.STRIP];
        arrays = new float[count][];
        offsets = new int[count];
        Arrays.fill(arrays, floats);
    }

    /** Returns where a strip lies for results that are handed on. */
    int results() {
        return floats.length - FusedKernel.STRIP;
    }

    /** Returns the array in which another strip, for what is made of such results, lies from {@link #sums} on. */
    public float[] array() {
        return floats;
    }

    /** Returns where that strip begins. */
    public int sums() {
        return floats.length - 2 * FusedKernel.STRIP;
    }

    /** Enough for each of {@code kernels}, one at a time. */
    public static ElementwiseScratch fitting(Iterable<FusedKernel> kernels) {
        int strips = 0;
        int arrays = 0;
        for (FusedKernel kernel : kernels) {
            strips = Math.max(strips, kernel.strips());
            arrays = Math.max(arrays, kernel.arrays());
        }
        return new ElementwiseScratch(strips, arrays);
    }
}
