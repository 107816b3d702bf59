package org.recurve.compute.kernel.elementwise;

import java.util.Arrays;

/** The working memory of one thread for chains of up to some size; allocated once, holding nothing between runs. */
public final class ElementwiseScratch {
    final float[] floats;
    final float[][] arrays;
    final int[] offsets;
    private final int results;

    private ElementwiseScratch(int strips, int results, int count) {
        this.results = results;
        floats = new float[(strips + 2 * results) * FusedKernel.STRIP];
        arrays = new float[count][];
        offsets = new int[count];
        Arrays.fill(arrays, floats);
    }

    /** Returns the array in which strips of results lie. */
    public float[] array() {
        return floats;
    }

    /** Returns where a strip of the {@code i}-th result lies that is handed on. */
    public int results(int i) {
        return floats.length - (i + 1) * FusedKernel.STRIP;
    }

    /** Returns where another strip lies, for what is made of it. */
    public int sums(int i) {
        return floats.length - (results + i + 1) * FusedKernel.STRIP;
    }

    /** Enough for each of {@code kernels}, one at a time. */
    public static ElementwiseScratch fitting(Iterable<FusedKernel> kernels) {
        int strips = 0;
        int results = 0;
        int arrays = 0;
        for (FusedKernel kernel : kernels) {
            strips = Math.max(strips, kernel.strips());
            results = Math.max(results, kernel.chain().outputs().size());
            arrays = Math.max(arrays, kernel.arrays());
        }
        return new ElementwiseScratch(strips, results, arrays);
    }
}
