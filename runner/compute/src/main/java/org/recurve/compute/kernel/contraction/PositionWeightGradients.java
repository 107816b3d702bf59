package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;
import org.recurve.compute.kernel.contraction.WeightGradientPlan.WeightPatch;
import org.recurve.compute.kernel.contraction.tile.GridTile;
import org.recurve.compute.kernel.contraction.tile.LaneSums;
import org.recurve.compute.kernel.contraction.tile.LineTile;
import org.recurve.compute.kernel.contraction.tile.PartialSums;

/**
 * {@link ContractionKernel#weights} where a weight serves many places: 16 partial sums for each weight, in register tiles.
 *
 * <p>The sums of a plot (some filters by some columns) wait in the second-level cache while the places pass in chunks, of
 * which a register tile's share of y, laid side by side, stays in the first.
 */
final class PositionWeightGradients {
    private static final int LANES = BlockLayout.LANES;
    /** Columns of a plot at most. */
    private static final int COLUMNS = 125;
    /** Weights of a plot at most; 64 bytes each. */
    private static final int WEIGHTS = 2500;
    /** Places of a chunk at most. */
    private static final int PLACES = 64;
    /** From so many columns on, it pays to lay y side by side first. */
    private static final int PACKED_COLUMNS = 50;
    /** For each height, where the places of y begin when laid side by side. */
    private static final int[][] PACKED = IntStream.rangeClosed(0, LineTile.TALLEST)
            .mapToObj(height ->
                    IntStream.range(0, PLACES).map(i -> i * height * LANES).toArray())
            .toArray(int[][]::new);

    private final WeightGradientPlan table;
    private final BufferOffset x;
    private final BufferOffset y;
    private final BufferOffset w;
    private final int examples;
    private final ContractionScratch scratch;
    private final PartialSums sums;

    PositionWeightGradients(
            WeightGradientPlan table,
            BufferOffset x,
            BufferOffset y,
            BufferOffset w,
            int examples,
            ContractionScratch scratch) {
        this.table = table;
        this.x = x;
        this.y = y;
        this.w = w;
        this.examples = examples;
        this.scratch = scratch;
        this.sums = scratch.sums;
        sums.x = x.array();
        sums.inputBlock = x.pitch();
    }

    void run(WorkShare share) {
        int all = table.spec().filtersPerGroup();
        int end = share.to(all);
        for (WeightPatch patch : table.patches()) {
            for (int group = 0; group < table.spec().groups(); group++) {
                for (int column = 0; column < patch.columns(); column += COLUMNS) {
                    int columns = Math.min(COLUMNS, patch.columns() - column);
                    int most = WEIGHTS / columns / PartialSums.COLUMNS * PartialSums.COLUMNS;
                    for (int filter = share.from(all); filter < end; filter += most) {
                        int filters = Math.min(most, end - filter);
                        new PatchOperands(patch, group, group * all + filter, filters, column, columns).run();
                    }
                }
            }
        }
    }

    /** The weights of some filters for some columns of a patch. */
    private final class PatchOperands {
        private final WeightPatch patch;
        private final int filter;
        private final int filters;
        private final int column;
        private final int columns;
        private final int input;
        /** Floats of all sums, which come first in scratch; a copy of them comes next, then y laid side by side. */
        private final int size;

        private final float[] floats;

        PatchOperands(WeightPatch patch, int group, int filter, int filters, int column, int columns) {
            this.patch = patch;
            this.filter = filter;
            this.filters = filters;
            this.column = column;
            this.columns = columns;
            this.input = x.at() + group * table.groupInput();
            this.size = BlockLayout.blocks(columns * filters) * LANES * LANES;
            this.floats = scratch.floats(2 * size + PLACES * LineTile.TALLEST * LANES);
        }

        void run() {
            Arrays.fill(floats, 0, size, 0f);
            sums.sums = floats;
            int whole = examples / LANES;
            int step = Math.max(1, PLACES / Math.max(1, patch.places()));
            for (int block = 0; block < whole; block += step) {
                blocks(block, Math.min(whole, block + step));
            }
            int lanes = examples % LANES;
            if (lanes > 0) {
                System.arraycopy(floats, 0, floats, size, size);
                blocks(whole, whole + 1);
                withoutPadding(lanes);
            }
            add();
        }

        private void blocks(int from, int to) {
            int chunks = Math.ceilDiv(patch.places(), PLACES);
            sums.fromBlock = from;
            sums.toBlock = to;
            sums.source = patch.source();
            for (int chunk = 0; chunk < chunks; chunk++) {
                WorkShare share = new WorkShare(chunk, chunks);
                sums.fromSource = share.from(patch.places());
                sums.places = share.to(patch.places()) - sums.fromSource;
                int height;
                for (int f = 0; f < filters; f += height) {
                    height =
                            columns < PartialSums.COLUMNS ? LineTile.height(filters - f) : GridTile.height(filters - f);
                    outputs(f, height);
                    tiles(f * columns * LANES, height);
                }
            }
        }

        /** Points the tiles at this chunk of y, laid side by side first if that pays. */
        private void outputs(int f, int height) {
            int output = y.at() + (filter + f) * table.filterOutput();
            if (columns < PACKED_COLUMNS) {
                sums.y = y.array();
                sums.output = output;
                sums.outputStride = table.filterOutput();
                sums.outputBlock = y.pitch();
                sums.target = patch.target();
                sums.fromTarget = sums.fromSource;
                return;
            }
            int packed = 2 * size;
            sums.y = floats;
            sums.outputStride = LANES;
            sums.outputBlock = sums.places * height * LANES;
            sums.output = packed - sums.fromBlock * sums.outputBlock;
            sums.target = PACKED[height];
            sums.fromTarget = 0;
            for (int block = sums.fromBlock; block < sums.toBlock; block++) {
                for (int i = 0; i < sums.places; i++) {
                    int from = output + block * y.pitch() + patch.target()[sums.fromSource + i];
                    copy(y.array(), from, table.filterOutput(), floats, packed, height);
                    packed += height * LANES;
                }
            }
        }

        private static void copy(float[] from, int at, int stride, float[] to, int toAt, int rows) {
            for (int row = 0; row < rows; row++) {
                for (int lane = 0; lane < LANES; lane += VectorLanes.WIDTH) {
                    FloatVector.fromArray(VectorLanes.SPECIES, from, at + row * stride + lane)
                            .intoArray(to, toAt + row * LANES + lane);
                }
            }
        }

        private void tiles(int at, int height) {
            int width;
            for (int k = 0; k < columns; k += width) {
                width = columns - k < PartialSums.COLUMNS ? 1 : PartialSums.COLUMNS;
                sums.sumsAt = at + k * height * LANES;
                for (int c = 0; c < width; c++) {
                    sums.input[c] = input + patch.column()[column + k + c];
                }
                for (int lane = 0; lane < LANES; lane += VectorLanes.WIDTH) {
                    if (width == 1) {
                        LineTile.run(sums, height, lane);
                    } else {
                        GridTile.run(sums, height, lane);
                    }
                }
            }
        }

        /** Takes the lanes behind the last example back to what they were before the last block. */
        private void withoutPadding(int lanes) {
            for (int at = 0; at < size; at += LANES) {
                System.arraycopy(floats, size + at + lanes, floats, at + lanes, LANES - lanes);
            }
        }

        /** Adds the partial sums, 16 weights at a time side by side. */
        private void add() {
            for (int first = 0; first < columns * filters; first += LANES) {
                LaneSums.add(floats, first * LANES, floats, size, floats, first);
            }
            int at = 0;
            int height;
            for (int f = 0; f < filters; f += height) {
                height = columns < PartialSums.COLUMNS ? LineTile.height(filters - f) : GridTile.height(filters - f);
                int weight = w.at() + patch.weight() + (filter + f) * table.filterWeights();
                for (int k = column; k < column + columns; k++) {
                    for (int row = 0; row < height; row++) {
                        w.array()[weight + row * table.filterWeights() + patch.columnWeight()[k]] = floats[at++];
                    }
                }
            }
        }
    }
}
