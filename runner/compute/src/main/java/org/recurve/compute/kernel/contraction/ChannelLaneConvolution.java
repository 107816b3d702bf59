package org.recurve.compute.kernel.contraction;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;
import org.recurve.compute.ir.WinogradGrid;
import org.recurve.compute.kernel.contraction.InitialSums.InitialLayout;
import org.recurve.compute.kernel.contraction.tile.ChannelImages;
import org.recurve.compute.kernel.contraction.tile.KernelTransforms;
import org.recurve.compute.kernel.contraction.tile.LaneTranspose;
import org.recurve.compute.kernel.contraction.tile.PatchReader;
import org.recurve.compute.kernel.contraction.tile.TileOperands;
import org.recurve.compute.kernel.contraction.tile.WinogradArithmetic;

/**
 * {@link WinogradConvolution} of one block of few examples, with channels in the lanes: others would hold copies. Transforms have 16
 * channels in the lanes and products as many targets. Bands of tiles pass one after the other, each with all examples.
 */
final class ChannelLaneConvolution {
    private static final int LANES = BlockLayout.LANES;
    private static final int FREQUENCIES = WinogradGrid.FREQUENCIES;
    private static final int TILE = WinogradGrid.TILE;
    /** Floats of a tile of 16 channels. */
    private static final int SQUARE = TILE * TILE * LANES;

    private final ContractionPlan table;
    private final WinogradPlan plan;
    private final WinogradGrid grid;
    private final BufferOffset w;
    private final BufferOffset source;
    private final InitialSums sums;
    private final BufferOffset target;
    private final WinogradScratch scratch;
    private final WinogradArithmetic arithmetic;
    private final int block;
    private final int examples;
    private final int sources;
    private final int targets;
    private final int weightStride;
    private final int sourceStride;
    private final int productStride;
    /** Tiles that are transformed together. */
    private final int chunk;
    /** Rows of tiles of a band, and of places. */
    private final int rows;

    private final int height;
    private final float[] u;
    private final float[] v;
    private final float[] m;
    private final ChannelImages images;
    /** For each lane, where its example has its results: behind the last one are copies. */
    private final int[] lanes;

    ChannelLaneConvolution(
            ContractionPlan table,
            WinogradPlan plan,
            BufferOffset w,
            BufferOffset source,
            InitialSums sums,
            BufferOffset target,
            WinogradScratch scratch,
            WinogradArithmetic arithmetic,
            int block,
            int examples) {
        this.table = table;
        this.plan = plan;
        this.grid = plan.grid();
        this.w = w;
        this.source = source;
        this.sums = sums;
        this.target = target;
        this.scratch = scratch;
        this.arithmetic = arithmetic;
        this.block = block;
        this.examples = examples;
        this.sources = Math.ceilDiv(plan.sources(), LANES) * LANES;
        this.targets = Math.ceilDiv(plan.targets(), LANES) * LANES;
        this.weightStride = plan.sources() * targets + LANES;
        this.sourceStride = WinogradScratch.TILES * sources + WinogradScratch.APART;
        this.productStride = WinogradScratch.TILES * targets + WinogradScratch.APART;
        this.chunk = WinogradScratch.TILES / examples;
        this.rows = Math.max(1, chunk / grid.across());
        this.height = rows * TILE + WinogradGrid.PATCH - TILE;
        this.u = scratch.weights(FREQUENCIES * weightStride);
        this.v = scratch.sources(FREQUENCIES * sourceStride);
        this.m = scratch.products(FREQUENCIES * productStride);
        int places = height * grid.inputWidth();
        float[] floats = scratch.sums(ChannelImages.size(examples, plan.sources(), places));
        this.images = new ChannelImages(floats, examples, plan.sources(), places);
        this.lanes = IntStream.range(0, LANES)
                .map(lane -> Math.min(lane, examples - 1) * SQUARE)
                .toArray();
    }

    void run(ActiveSteps steps, WorkShare share) {
        int bands = Math.ceilDiv(grid.tiles(), rows * grid.across());
        int all = steps.of(block, plan.prefix()) * bands;
        int from = share.from(all);
        int to = share.to(all);
        for (int group = 0; group < plan.groups() && from < to; group++) {
            weights(group);
            for (int band = from; band < to; band++) {
                band(band / bands * plan.groups() + group, band % bands * rows);
            }
        }
    }

    /** Lays the transformed weights of a group out, [frequency][source][target]. */
    private void weights(int group) {
        int[] taps = plan.taps();
        int each = plan.targetWeight();
        for (int to = 0; to < plan.targets(); to += LANES) {
            int weight = w.at() + group * plan.groupWeights() + to * each;
            int count = Math.min(LANES, plan.targets() - to);
            for (int from = 0; from < plan.sources(); from++) {
                int at = from * targets + to;
                KernelTransforms.transform(w.array(), weight, count, each, taps, scratch.aside, u, at, weightStride);
                weight += plan.sourceWeight();
            }
        }
    }

    /** Computes some rows of tiles of the channels of a (repetition, group). */
    private void band(int channels, int firstRow) {
        int fromTile = firstRow * grid.across();
        int toTile = Math.min(grid.tiles(), fromTile + rows * grid.across());
        int top = plan.inputRow(fromTile);
        read(channels * plan.sources(), top);
        for (int tile = fromTile; tile < toTile; tile += chunk) {
            int count = Math.min(chunk, toTile - tile);
            transform(tile, count, top);
            products(count * examples);
            for (int t = 0; t < count; t++) {
                for (int k = 0; k < plan.targets(); k += LANES) {
                    results(channels * plan.targets() + k, Math.min(LANES, plan.targets() - k), tile + t, t, k);
                }
            }
        }
    }

    /** Lays the input under a band out; rows beyond the image are +0. */
    private void read(int firstChannel, int top) {
        int width = grid.inputWidth();
        int above = Math.clamp(-top, 0, height);
        int end = Math.clamp(grid.inputHeight() - top, above, height);
        images.clear(0, above * width);
        images.clear(end * width, (height - end) * width);
        int from = source.at(block) + firstChannel * plan.sourceStride() + (top + above) * width * LANES;
        int count = (end - above) * width;
        images.read(source.array(), from, plan.sourceStride(), above * width, count, scratch.aside);
    }

    private void transform(int fromTile, int count, int top) {
        PatchReader patch = scratch.patches[0];
        for (int t = 0; t < count; t++) {
            int row = plan.inputRow(fromTile + t) - top;
            int column = plan.inputColumn(fromTile + t);
            patch.place(images.floats(), row, column, WinogradGrid.PATCH, height, grid.inputWidth());
            for (int example = 0; example < examples; example++) {
                int to = (t * examples + example) * sources;
                for (int c = 0; c < plan.sources(); c += LANES) {
                    patch.input(arithmetic, images.floats(), images.at(example, c), v, to + c, sourceStride);
                }
            }
        }
    }

    private void products(int count) {
        TileOperands tile = scratch.tile;
        scratch.terms(plan.sources(), 1, targets);
        tile.w = v;
        tile.weightStride = sources;
        tile.x = u;
        tile.y = m;
        tile.targetStride = targets;
        tile.from = TileOperands.ZERO;
        tile.startStride = 0;
        for (int f = 0; f < FREQUENCIES; f++) {
            tile.weight = f * sourceStride;
            TiledContractions.product(tile, count, targets / LANES, f * weightStride, f * productStride);
        }
    }

    /** Computes a tile of some channels, and takes the examples back into the lanes. */
    private void results(int channel, int channels, int tile, int t, int k) {
        float[] results = scratch.tiles;
        for (int example = 0; example < examples; example++) {
            int from = (t * examples + example) * targets + k;
            arithmetic.output(m, from, productStride, -0f, results, example * SQUARE, TILE * LANES);
        }
        int row = plan.outputRow(tile);
        int column = plan.outputColumn(tile);
        int below = Math.min(TILE, grid.outputHeight() - row);
        int right = Math.min(TILE, grid.outputWidth() - column);
        for (int i = 0; i < below; i++) {
            for (int j = 0; j < right; j++) {
                int at = (i * TILE + j) * LANES;
                if (examples > 1) {
                    LaneTranspose.square(results, at, lanes, 0, scratch.aside, 0, LANES);
                }
                int to = channel * plan.targetStride() / LANES + (row + i) * grid.outputWidth() + column + j;
                for (int c = 0; c < channels; c++) {
                    write(results[at + c], c * LANES, to);
                    to += plan.targetStride() / LANES;
                }
            }
        }
    }

    /** Writes a row: the lanes at {@code from}, or of a single example the value, on what its sums begin with. */
    private void write(float value, int from, int row) {
        for (int lane = 0; lane < LANES; lane += VectorLanes.WIDTH) {
            FloatVector sum = examples > 1
                    ? FloatVector.fromArray(VectorLanes.SPECIES, scratch.aside, from + lane)
                    : FloatVector.broadcast(VectorLanes.SPECIES, value);
            sum.add(begin(row, lane)).intoArray(target.array(), target.at(block) + row * LANES + lane);
        }
    }

    private FloatVector begin(int row, int lane) {
        if (sums.layout() == InitialLayout.EXAMPLE) {
            int at = sums.from().at(block) + row * LANES + lane;
            return FloatVector.fromArray(VectorLanes.SPECIES, sums.from().array(), at);
        }
        float start = sums.layout() == InitialLayout.ZERO
                ? 0f
                : sums.from().array()[sums.from().at() + table.shared(sums.layout(), row)];
        return FloatVector.broadcast(VectorLanes.SPECIES, start);
    }
}
