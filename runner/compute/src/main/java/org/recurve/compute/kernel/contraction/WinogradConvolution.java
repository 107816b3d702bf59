package org.recurve.compute.kernel.contraction;

import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.WinogradGrid;
import org.recurve.compute.kernel.contraction.InitialSums.InitialLayout;
import org.recurve.compute.kernel.contraction.WinogradPlan.ChannelTiles;
import org.recurve.compute.kernel.contraction.tile.WinogradArithmetic;
import org.recurve.compute.kernel.contraction.tile.WinogradWeights;

/**
 * {@link ContractionKernel#accumulate} by Winograd's F(2×2, 3×3): weights are transformed once, then strips of four tiles pass
 * through transform, 16 products and transform while they stay in the second-level cache.
 */
final class WinogradConvolution {
    private static final int LANES = BlockLayout.LANES;
    private static final int STRIP = WinogradArithmetic.STRIP;
    private static final int FREQUENCIES = WinogradGrid.FREQUENCIES;

    private final ContractionPlan table;
    private final WinogradPlan plan;
    private final WinogradGrid grid;
    private final BufferOffset w;
    private final BufferOffset source;
    private final InitialSums sums;
    private final BufferOffset target;
    private final WinogradScratch scratch;
    private final WinogradArithmetic arithmetic;
    private final ChannelTiles filters;
    private final int weightStride;
    private final int sourceStride;
    private final int productStride;
    private final float[] u;
    private final float[] v;
    private final float[] m;

    WinogradConvolution(
            ContractionPlan table,
            WinogradPlan plan,
            BufferOffset w,
            BufferOffset source,
            InitialSums sums,
            BufferOffset target,
            WinogradScratch scratch,
            WinogradArithmetic arithmetic) {
        this.table = table;
        this.plan = plan;
        this.grid = plan.grid();
        this.w = w;
        this.source = source;
        this.sums = sums;
        this.target = target;
        this.scratch = scratch;
        this.arithmetic = arithmetic;
        this.filters = ChannelTiles.of(plan.targets());
        this.weightStride = filters.slots() * plan.sources() + LANES;
        this.sourceStride = plan.sources() * STRIP * LANES + WinogradScratch.APART;
        this.productStride = filters.slots() * STRIP * LANES + WinogradScratch.APART;
        this.u = scratch.weights(FREQUENCIES * weightStride);
        this.v = scratch.sources(FREQUENCIES * sourceStride);
        this.m = scratch.products(FREQUENCIES * productStride);
    }

    void run(ActiveSteps steps, int fromBlock, int toBlock, WorkShare share) {
        int strips = Math.ceilDiv(grid.tiles(), STRIP);
        for (int group = 0; group < plan.groups(); group++) {
            weights(group);
            for (int block = fromBlock; block < toBlock; block++) {
                int all = steps.of(block, plan.prefix()) * strips;
                for (int strip = share.from(all); strip < share.to(all); strip++) {
                    strip(group, block, strip / strips, strip % strips * STRIP);
                }
            }
        }
    }

    /** Lays the transformed weights of a group out as the products read them: by frequency, register tile, source and target. */
    private void weights(int group) {
        int[] taps = plan.taps();
        for (int to = 0; to < plan.targets(); to++) {
            int at = filters.at(to, plan.sources());
            int weight = w.at() + group * plan.groupWeights() + to * plan.targetWeight();
            for (int from = 0; from < plan.sources(); from++) {
                WinogradWeights.transform(w.array(), weight, taps, u, at, weightStride);
                weight += plan.sourceWeight();
                at += filters.width().at(to);
            }
        }
    }

    private void strip(int group, int block, int repetition, int fromTile) {
        int tiles = Math.min(STRIP, grid.tiles() - fromTile);
        for (int t = 0; t < tiles; t++) {
            plan.readInput(scratch.patches[t], source.array(), fromTile + t);
        }
        int first = (repetition * plan.groups() + group) * plan.sources();
        int image = source.at(block) + first * plan.sourceStride();
        for (int channel = 0; channel < plan.sources(); channel++) {
            for (int t = 0; t < tiles; t++) {
                int to = (channel * STRIP + t) * LANES;
                scratch.patches[t].input(arithmetic, source.array(), image, v, to, sourceStride);
            }
            image += plan.sourceStride();
        }
        products();
        int channel = (repetition * plan.groups() + group) * plan.targets();
        for (int t = 0; t < tiles; t++) {
            results(block, channel, fromTile + t, t * LANES);
        }
    }

    private void products() {
        for (int f = 0; f < FREQUENCIES; f++) {
            int width;
            for (int k = 0; k < filters.slots(); k += width) {
                width = filters.width().at(k);
                arithmetic.products(
                        width,
                        u,
                        f * weightStride + k * plan.sources(),
                        v,
                        f * sourceStride,
                        plan.sources(),
                        m,
                        f * productStride + k * STRIP * LANES);
            }
        }
    }

    /** Writes a tile of every channel of a group. */
    private void results(int block, int firstChannel, int tile, int at) {
        int row = plan.outputRow(tile);
        int column = plan.outputColumn(tile);
        boolean whole =
                row + WinogradGrid.TILE <= grid.outputHeight() && column + WinogradGrid.TILE <= grid.outputWidth();
        boolean simple = sums.layout() == InitialLayout.ZERO || sums.layout() == InitialLayout.CHANNEL;
        int place = row * grid.outputWidth() + column;
        for (int k = 0; k < plan.targets(); k++) {
            int from = at + k * STRIP * LANES;
            int to = (firstChannel + k) * plan.targetStride() / LANES + place;
            if (whole && simple) {
                arithmetic.output(
                        m,
                        from,
                        productStride,
                        start(to),
                        target.array(),
                        target.at(block) + to * LANES,
                        grid.outputWidth() * LANES);
            } else {
                arithmetic.output(
                        m, from, productStride, simple ? start(to) : -0f, scratch.aside, 0, WinogradGrid.TILE * LANES);
                part(block, to, Math.min(WinogradGrid.TILE, grid.outputHeight() - row), grid.outputWidth() - column);
            }
        }
    }

    /** Returns what a row's sums begin with, where all examples share it. */
    private float start(int row) {
        return sums.layout() == InitialLayout.ZERO
                ? 0f
                : sums.from().array()[sums.from().at() + table.shared(sums.layout(), row)];
    }

    /** Takes over what the output has of a tile, and adds what the sums begin with unless that is done. */
    private void part(int block, int row, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < Math.min(WinogradGrid.TILE, columns); c++) {
                int from = (r * WinogradGrid.TILE + c) * LANES;
                int place = row + r * grid.outputWidth() + c;
                int to = target.at(block) + place * LANES;
                switch (sums.layout()) {
                    case ZERO, CHANNEL -> System.arraycopy(scratch.aside, from, target.array(), to, LANES);
                    case ROW -> {
                        float start = start(place);
                        for (int lane = 0; lane < LANES; lane++) {
                            target.array()[to + lane] = scratch.aside[from + lane] + start;
                        }
                    }
                    case EXAMPLE -> {
                        int start = sums.from().at(block) + place * LANES;
                        for (int lane = 0; lane < LANES; lane++) {
                            target.array()[to + lane] =
                                    scratch.aside[from + lane] + sums.from().array()[start + lane];
                        }
                    }
                }
            }
        }
    }
}
