package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.WinogradGrid;
import org.recurve.compute.kernel.contraction.tile.PatchReader;
import org.recurve.compute.kernel.contraction.tile.TileOperands;

/** The memory between Winograd's transforms, for one thread. It grows to what the largest layer needs, then stays. */
final class WinogradScratch {
    /** Lets the frequencies of a transform fall into different sets of the caches. */
    static final int APART = 80;

    /** Tiles that are transformed together at most. */
    static final int TILES = 32;

    /** Examples of a block up to which lanes are filled with channels instead. */
    static final int FEW = 8;

    private static final int LANES = BlockLayout.LANES;

    final PatchReader[] patches = new PatchReader[TILES];
    final TileOperands tile = new TileOperands();
    final float[] aside = new float[LANES * LANES];
    /** A tile of 16 channels for each example of a block. */
    final float[] tiles = new float[LANES * LANES * WinogradGrid.TILE * WinogradGrid.TILE];

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

    /** Points a product's terms at weights and sources that lie evenly. */
    void terms(int count, int weightStep, int sourceStep) {
        tile.weightTerm = TileOperands.evenly(tile.weightTerm, count, weightStep);
        tile.sourceTerm = TileOperands.evenly(tile.sourceTerm, count, sourceStep);
        tile.weightStep = weightStep;
        tile.sourceStep = sourceStep;
        tile.fromTerm = 0;
        tile.toTerm = count;
    }

    private static float[] atLeast(float[] array, int size) {
        return array.length < size ? new float[size] : array;
    }
}
