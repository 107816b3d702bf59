package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;

/** The memory between Winograd's transforms, for one thread. It grows to what the largest layer needs, then stays. */
final class WinogradScratch {
    /** Lets the frequencies of a transform fall into different sets of the caches. */
    static final int APART = 80;

    /** Tiles that are transformed together at most. */
    static final int TILES = 32;

    final PatchReader[] patches = new PatchReader[TILES];
    final float[] aside = new float[BlockLayout.LANES * BlockLayout.LANES];
    private float[] weights = {};
    private float[] sources = {};
    private float[] products = {};
    private float[] sums = {};
    private float[] before = {};

    WinogradScratch() {
        Arrays.setAll(patches, _ -> new PatchReader());
    }

    float[] weights(int size) {
        weights = atLeast(weights, size);
        return weights;
    }

    float[] sources(int size) {
        sources = atLeast(sources, size);
        return sources;
    }

    float[] products(int size) {
        products = atLeast(products, size);
        return products;
    }

    float[] sums(int size) {
        sums = atLeast(sums, size);
        return sums;
    }

    /** Room for a copy of the sums. */
    float[] before(int size) {
        before = atLeast(before, size);
        return before;
    }

    private static float[] atLeast(float[] array, int size) {
        return array.length < size ? new float[size] : array;
    }
}
