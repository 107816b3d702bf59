package org.recurve.compute.kernel.contraction;

import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.IntArray;
import org.recurve.compute.ir.WinogradGrid;
import org.recurve.compute.kernel.contraction.tile.PatchReader;
import org.recurve.compute.kernel.contraction.tile.WinogradArithmetic;

/**
 * Says where the numbers of a convolution by Winograd's F(2×2, 3×3) lie: from {@code sources} channels of a group to
 * {@code targets}, with weights {@code w[group][target][source][tap]} at distances of their own. The input's adjoint is such a
 * convolution too, of the output with kernels turned round.
 *
 * @param prefix repetitions
 * @param grid the tiles
 * @param targetWeight weights from one target channel to the next
 * @param sourceWeight weights from one source channel to the next
 */
record WinogradPlan(
        int prefix, int groups, int sources, int targets, WinogradGrid grid, int targetWeight, int sourceWeight) {
    private static final int LANES = BlockLayout.LANES;

    /**
     * Channels cut into register tiles of six and four.
     *
     * @param offset for each channel, the slot of its tile's first one
     * @param width for each channel, how many share its tile
     * @param slots in all tiles, those that nothing fills included
     */
    record ChannelTiles(IntArray offset, IntArray width, int slots) {
        static ChannelTiles of(int channels) {
            int[] offset = new int[channels];
            int[] width = new int[channels];
            int slots = 0;
            for (int from = 0; from < channels; ) {
                int left = channels - from;
                int wide = left <= WinogradArithmetic.FEW || left == 7 || left == 8
                        ? WinogradArithmetic.FEW
                        : WinogradArithmetic.MANY;
                for (int i = from; i < Math.min(channels, from + wide); i++) {
                    offset[i] = slots;
                    width[i] = wide;
                }
                slots += wide;
                from += wide;
            }
            return new ChannelTiles(IntArray.of(offset), IntArray.of(width), slots);
        }

        /** Returns where a channel is read, of {@code rows} rows that each tile has one after another. */
        int at(int channel, int rows) {
            return offset.at(channel) * rows + (channel - offset.at(channel));
        }
    }

    static WinogradPlan of(ContractionSpec spec, WinogradGrid grid, ContractionOperand operand) {
        int taps = spec.map().taps();
        int channels = spec.channelsPerGroup();
        int filters = spec.filtersPerGroup();
        return operand == ContractionOperand.INPUT
                ? new WinogradPlan(
                        spec.prefix(), spec.groups(), filters, channels, grid.mirrored(), taps, channels * taps)
                : new WinogradPlan(spec.prefix(), spec.groups(), channels, filters, grid, channels * taps, taps);
    }

    /** Weights of a group. */
    int groupWeights() {
        return sources * targets * grid.taps().size();
    }

    /** Floats from one source channel to the next. */
    int sourceStride() {
        return grid.inputHeight() * grid.inputWidth() * LANES;
    }

    /** Floats from one target channel to the next. */
    int targetStride() {
        return grid.outputHeight() * grid.outputWidth() * LANES;
    }

    /** The places of a kernel's weights, from its first. */
    int[] taps() {
        return grid.taps().toArray();
    }

    /** Returns the first input row that tile {@code tile} reads; negative above the input. */
    int inputRow(int tile) {
        return tile / grid.across() * WinogradGrid.TILE - grid.above();
    }

    int inputColumn(int tile) {
        return tile % grid.across() * WinogradGrid.TILE - grid.left();
    }

    /** Has the input under a tile read from images that lie like the input. */
    void readInput(PatchReader patch, float[] images, int tile) {
        patch.place(
                images, inputRow(tile), inputColumn(tile), WinogradGrid.PATCH, grid.inputHeight(), grid.inputWidth());
    }

    /** Has a tile of the output read from images that lie like the output. */
    void readOutput(PatchReader patch, float[] images, int tile) {
        patch.place(
                images,
                outputRow(tile),
                outputColumn(tile),
                WinogradGrid.TILE,
                grid.outputHeight(),
                grid.outputWidth());
    }

    int outputRow(int tile) {
        return tile / grid.across() * WinogradGrid.TILE;
    }

    int outputColumn(int tile) {
        return tile % grid.across() * WinogradGrid.TILE;
    }
}
