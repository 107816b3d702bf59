package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;
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

    /** Points a product's terms at weights and sources that lie evenly. */
    void terms(int count, int weightStep, int sourceStep) {
        tile.weightTerm = TileOperands.evenly(tile.weightTerm, count, weightStep);
        tile.sourceTerm = TileOperands.evenly(tile.sourceTerm, count, sourceStep);
        tile.weightStep = weightStep;
        tile.sourceStep = sourceStep;
        tile.fromTerm = 0;
        tile.toTerm = count;
    }

    /**
     * Lays images of one example out with channels in the lanes: [16 channels][place][channel].
     *
     * @param from the example's lane at the first place of the first channel
     */
    static void channelLanes(float[] x, int from, int channels, int places, float[] images) {
        for (int channel = 0; channel < channels; channel++) {
            int at = from + channel * places * LANES;
            int to = channel / LANES * places * LANES + channel % LANES;
            for (int place = 0; place < places; place++) {
                images[to + place * LANES] = x[at + place * LANES];
            }
        }
    }

    private static float[] atLeast(float[] array, int size) {
        return array.length < size ? new float[size] : array;
    }
}
