package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.WinogradGrid;
import org.recurve.compute.kernel.contraction.WinogradPlan.ChannelTiles;
import org.recurve.compute.kernel.contraction.tile.ChannelImages;
import org.recurve.compute.kernel.contraction.tile.KernelTransforms;
import org.recurve.compute.kernel.contraction.tile.LaneSums;
import org.recurve.compute.kernel.contraction.tile.PatchReader;
import org.recurve.compute.kernel.contraction.tile.TileOperands;
import org.recurve.compute.kernel.contraction.tile.WinogradArithmetic;
import org.recurve.compute.kernel.contraction.tile.WinogradWeights;

/**
 * {@link ContractionKernel#weights} by Winograd's F(2×2, 3×3): 16 partial sums for each weight and frequency, chains over blocks,
 * repetitions and tiles. Tiles pass in chunks, for all frequencies at once where their sums stay near, else for one row of them
 * at a time.
 */
final class WinogradWeightGradients {
    private static final int LANES = BlockLayout.LANES;
    private static final int ROW = WinogradGrid.PATCH;
    private static final int FILTERS = WinogradArithmetic.FILTERS;
    /** Sums that stay in the second-level cache beside a chunk, 16 floats each: 512 kB. */
    private static final int NEAR = 1 << 13;

    private final WinogradPlan plan;
    private final WinogradGrid grid;
    private final BufferOffset x;
    private final BufferOffset y;
    private final BufferOffset w;
    private final int examples;
    private final WinogradScratch scratch;
    private final WinogradArithmetic arithmetic;
    private final ChannelTiles channels;
    private final int fromFilter;
    private final int filters;
    private final int filterSlots;
    private final int sourceStride;
    private final int outputStride;
    /** Sums of a row of frequencies. */
    private final int rowSize;
    /** Rows of frequencies that pass over the examples together. */
    private final int together;
    /** Tiles of a chunk at most. */
    private final int chunk;

    private final float[] v;
    private final float[] n;
    /** The sums of a row of frequencies; then, closer together, those of all frequencies with their lanes added. */
    private final float[] sums;

    private final float[] added;
    private final int[] images = new int[WinogradScratch.TILES];

    WinogradWeightGradients(
            WinogradPlan plan,
            BufferOffset x,
            BufferOffset y,
            BufferOffset w,
            int examples,
            WorkShare share,
            WinogradScratch scratch,
            WinogradArithmetic arithmetic) {
        this.plan = plan;
        this.grid = plan.grid();
        this.x = x;
        this.y = y;
        this.w = w;
        this.examples = examples;
        this.scratch = scratch;
        this.arithmetic = arithmetic;
        this.channels = ChannelTiles.of(plan.sources());
        this.fromFilter = share.from(plan.targets());
        this.filters = share.to(plan.targets()) - fromFilter;
        this.filterSlots = Math.ceilDiv(filters, FILTERS) * FILTERS;
        this.rowSize = ROW * filterSlots * channels.slots();
        this.together = ROW * rowSize <= NEAR ? ROW : 1;
        this.chunk = together == ROW ? WinogradScratch.TILES / 4 : WinogradScratch.TILES;
        this.sourceStride = channels.slots() * chunk * LANES + WinogradScratch.APART;
        this.outputStride = filterSlots * chunk * LANES + WinogradScratch.APART;
        this.v = scratch.sources(together * ROW * sourceStride);
        this.n = scratch.products(together * ROW * outputStride);
        this.sums = scratch.sums(together * rowSize * LANES);
        this.added = scratch.weights(WinogradGrid.FREQUENCIES * filterSlots * channels.slots());
    }

    void run() {
        if (filters == 0) {
            return;
        }
        for (int group = 0; group < plan.groups(); group++) {
            for (int row = 0; row < ROW; row += together) {
                rows(group, row);
            }
            weights(group);
        }
    }

    /** Computes the same of few examples, all in the first block, one after the other with channels in the lanes. */
    void few() {
        if (filters == 0) {
            return;
        }
        ChannelLanes few = new ChannelLanes();
        for (int group = 0; group < plan.groups(); group++) {
            few.run(group);
        }
    }

    /** Gradients of one example at a time: transforms have 16 channels in the lanes, and so have the sums. */
    private final class ChannelLanes {
        private static final int CHUNK = WinogradScratch.TILES;
        private final int wide = Math.ceilDiv(plan.sources(), LANES) * LANES;
        private final int high = Math.ceilDiv(plan.targets(), LANES) * LANES;
        private final int places = grid.inputHeight() * grid.inputWidth();
        private final int outputs = grid.outputHeight() * grid.outputWidth();
        private final int sourceStride = CHUNK * wide + WinogradScratch.APART;
        private final int outputStride = CHUNK * high + WinogradScratch.APART;
        /** Sums of a frequency. */
        private final int frequency = filters * wide + LANES;

        private final int each = WinogradGrid.FREQUENCIES * frequency;
        private final float[] v = scratch.sources(WinogradGrid.FREQUENCIES * sourceStride);
        private final float[] n = scratch.products(WinogradGrid.FREQUENCIES * outputStride);
        private final float[] sums = scratch.sums(examples * each);
        private final ChannelImages images = new ChannelImages(
                scratch.before(ChannelImages.size(examples, plan.sources(), places)), examples, plan.sources(), places);
        private final ChannelImages adjoints = new ChannelImages(
                scratch.weights(ChannelImages.size(examples, plan.targets(), outputs)),
                examples,
                plan.targets(),
                outputs);

        private void run(int group) {
            Arrays.fill(sums, 0, examples * each, 0f);
            for (int repetition = 0; repetition < plan.prefix(); repetition++) {
                int channels = repetition * plan.groups() + group;
                int from = x.at() + channels * plan.sources() * plan.sourceStride();
                images.read(x.array(), from, plan.sourceStride(), 0, places, scratch.aside);
                from = y.at() + channels * plan.targets() * plan.targetStride();
                adjoints.read(y.array(), from, plan.targetStride(), 0, outputs, scratch.aside);
                for (int example = 0; example < examples; example++) {
                    for (int tile = 0; tile < grid.tiles(); tile += CHUNK) {
                        tiles(tile, example);
                    }
                }
            }
            LaneSums.addExamples(sums, each, examples);
            for (int k = 0; k < filters; k++) {
                int first = w.at() + group * plan.groupWeights() + (fromFilter + k) * plan.targetWeight();
                for (int c = 0; c < plan.sources(); c += LANES) {
                    int to = first + c * plan.sourceWeight();
                    int count = Math.min(LANES, plan.sources() - c);
                    int at = k * wide + c;
                    KernelTransforms.transpose(
                            sums, at, frequency, scratch.aside, w.array(), to, count, plan.sourceWeight(), plan.taps());
                }
            }
        }

        /** Adds some tiles of one example to its sums. */
        private void tiles(int fromTile, int example) {
            int to = example * each;
            int count = Math.min(CHUNK, grid.tiles() - fromTile);
            for (int t = 0; t < count; t++) {
                int tile = fromTile + t;
                PatchReader patch = scratch.patches[t];
                plan.readInput(patch, images.floats(), tile);
                for (int c = 0; c < wide; c += LANES) {
                    int at = images.at(example, c);
                    patch.input(arithmetic, images.floats(), at, v, t * wide + c, sourceStride);
                }
                plan.readOutput(patch, adjoints.floats(), tile);
                for (int k = 0; k < high; k += LANES) {
                    int at = adjoints.at(example, k);
                    patch.outputAdjoint(arithmetic, adjoints.floats(), at, n, t * high + k, outputStride);
                }
            }
            TileOperands operands = scratch.tile;
            scratch.terms(count, high, wide);
            operands.w = n;
            operands.weightStride = 1;
            operands.x = v;
            operands.y = sums;
            operands.targetStride = wide;
            operands.from = sums;
            operands.startStride = wide;
            for (int f = 0; f < WinogradGrid.FREQUENCIES; f++) {
                operands.weight = f * outputStride + fromFilter;
                TiledContractions.product(operands, filters, wide / LANES, f * sourceStride, to + f * frequency);
            }
        }
    }

    private void rows(int group, int row) {
        int size = together * rowSize * LANES;
        int block = plan.prefix() * grid.tiles();
        int whole = examples / LANES;
        int lanes = examples % LANES;
        Arrays.fill(sums, 0, size, 0f);
        tiles(group, row, 0, whole * block);
        if (lanes > 0) {
            float[] before = scratch.before(size);
            System.arraycopy(sums, 0, before, 0, size);
            tiles(group, row, whole * block, (whole + 1) * block);
            for (int at = lanes; at < size; at += LANES) {
                System.arraycopy(before, at, sums, at, LANES - lanes);
            }
        }
        addLanes(row);
    }

    /** Adds the tiles from {@code from} to {@code to}, counted block after block, repetition after repetition. */
    private void tiles(int group, int row, int from, int to) {
        for (int first = from; first < to; first += chunk) {
            int count = Math.min(chunk, to - first);
            sources(group, row, first, count);
            outputs(group, row, first, count);
            for (int f = 0; f < together * ROW; f++) {
                int width;
                for (int channel = 0; channel < channels.slots(); channel += width) {
                    width = channels.width().at(channel);
                    products(f, channel, width, count);
                }
            }
        }
    }

    private void products(int frequency, int channel, int width, int count) {
        int source = frequency * sourceStride + channel * count * LANES;
        for (int filter = 0; filter < filterSlots; filter += FILTERS) {
            int sum = (frequency * filterSlots + filter) * channels.slots() + channel * FILTERS;
            int output = frequency * outputStride + filter * count * LANES;
            arithmetic.sums(width, n, output, v, source, count, sums, sum * LANES);
        }
    }

    /** Transforms a row of frequencies of a chunk of tiles, channel after channel: so the tiles of a channel are read side by side. */
    private void sources(int group, int row, int first, int count) {
        for (int t = 0; t < count; t++) {
            plan.readInput(scratch.patches[t], x.array(), (first + t) % grid.tiles());
            images[t] = x.at(block(first + t)) + image(group, first + t) * plan.sources() * plan.sourceStride();
        }
        for (int c = 0; c < plan.sources(); c++) {
            int width = channels.width().at(c);
            int to = channels.at(c, count) * LANES;
            for (int t = 0; t < count; t++) {
                int image = images[t] + c * plan.sourceStride();
                if (together == ROW) {
                    scratch.patches[t].input(arithmetic, x.array(), image, v, to, sourceStride);
                } else {
                    scratch.patches[t].inputRow(arithmetic, row, x.array(), image, v, to, sourceStride);
                }
                to += width * LANES;
            }
        }
    }

    /** Transforms a row of frequencies of the adjoints of the same tiles, filter after filter of the share. */
    private void outputs(int group, int row, int first, int count) {
        for (int t = 0; t < count; t++) {
            plan.readOutput(scratch.patches[t], y.array(), (first + t) % grid.tiles());
            int image = image(group, first + t) * plan.targets() + fromFilter;
            images[t] = y.at(block(first + t)) + image * plan.targetStride();
        }
        for (int k = 0; k < filters; k++) {
            int to = ((k - k % FILTERS) * count + k % FILTERS) * LANES;
            for (int t = 0; t < count; t++) {
                int image = images[t] + k * plan.targetStride();
                if (together == ROW) {
                    scratch.patches[t].outputAdjoint(arithmetic, y.array(), image, n, to, outputStride);
                } else {
                    scratch.patches[t].outputAdjointRow(arithmetic, row, y.array(), image, n, to, outputStride);
                }
                to += FILTERS * LANES;
            }
        }
    }

    /** The block of a tile that is counted block after block, repetition after repetition. */
    private int block(int tile) {
        return tile / grid.tiles() / plan.prefix();
    }

    /** The (repetition, group) that it belongs to, in its block. */
    private int image(int group, int tile) {
        return tile / grid.tiles() % plan.prefix() * plan.groups() + group;
    }

    /** Adds the partial sums of a row of frequencies. */
    private void addLanes(int row) {
        for (int sum = 0; sum < together * rowSize; sum += LANES) {
            arithmetic.addLanes(sums, sum * LANES, scratch.aside, added, row * rowSize + sum);
        }
    }

    private void weights(int group) {
        int[] taps = plan.taps();
        int frequency = filterSlots * channels.slots();
        for (int k = 0; k < filters; k++) {
            int first = w.at() + group * plan.groupWeights() + (fromFilter + k) * plan.targetWeight();
            for (int c = 0; c < plan.sources(); c++) {
                int width = channels.width().at(c);
                int tile =
                        (k - k % FILTERS) * channels.slots() + channels.offset().at(c) * FILTERS;
                int at = tile + k % FILTERS * width + c - channels.offset().at(c);
                WinogradWeights.transpose(added, at, frequency, w.array(), first + c * plan.sourceWeight(), taps);
            }
        }
    }
}
