package org.recurve.compute.kernel.contraction;

import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;
import org.recurve.compute.kernel.contraction.WeightGradientPlan.PlaceSegment;
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
    /** A single column's share of the time of a tile of five. */
    private static final double LINE = 0.4;
    /** Places of a chunk at most. */
    private static final int PLACES = 128;
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

    /** Estimates the tiles of five columns that take as long as so many columns; those left over take one with idle columns. */
    static double tiles(int columns) {
        int left = columns % PartialSums.COLUMNS;
        double last = left == 0 ? 0 : left == 1 ? LINE : 1;
        return columns / PartialSums.COLUMNS + last;
    }

    void run(WorkShare share) {
        int all = table.spec().filtersPerGroup();
        int end = share.to(all);
        for (WeightPatch patch : table.widePatches()) {
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
        /** Floats of all sums, which come first in scratch; a copy of them comes next, then y laid side by side, then {@code idle}. */
        private final int size;

        /** The place of sums that a tile would overwrite. */
        private final int idle;

        private final float[] floats;

        PatchOperands(WeightPatch patch, int group, int filter, int filters, int column, int columns) {
            this.patch = patch;
            this.filter = filter;
            this.filters = filters;
            this.column = column;
            this.columns = columns;
            this.input = x.at() + group * table.groupInput();
            this.size = BlockLayout.blocks(columns * filters) * LANES * LANES;
            this.idle = 2 * size + PLACES * LineTile.TALLEST * LANES;
            this.floats = scratch.floats(idle + PartialSums.COLUMNS * LineTile.TALLEST * LANES);
        }

        void run() {
            Arrays.fill(floats, 0, size, 0f);
            sums.sums = floats;
            int whole = examples / LANES;
            int step = patch.segments().size() > 1 ? 1 : Math.max(1, PLACES / Math.max(1, patch.places()));
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
                int first = share.from(patch.places());
                int end = share.to(patch.places());
                int height;
                for (int f = 0; f < filters; f += height) {
                    height =
                            columns < PartialSums.COLUMNS ? LineTile.height(filters - f) : GridTile.height(filters - f);
                    outputs(f, height, first, end);
                    int shift = sums.fromTarget - first;
                    for (PlaceSegment segment : patch.segments()) {
                        sums.fromSource = Math.max(first, segment.from());
                        sums.places = Math.min(end, segment.to()) - sums.fromSource;
                        sums.fromTarget = sums.fromSource + shift;
                        if (sums.places > 0) {
                            ranges(segment.ranges(), f * columns * LANES, height);
                        }
                    }
                }
            }
        }

        /** Adds what the columns of a segment that belong to the plot get from its places in the chunk. */
        private void ranges(int[] ranges, int at, int height) {
            for (int i = 0; i < ranges.length; i += 2) {
                tiles(Math.max(ranges[i], column) - column, Math.min(ranges[i + 1] - column, columns), at, height);
            }
        }

        /** Points the tiles at this chunk of y, laid side by side first if that pays. */
        private void outputs(int f, int height, int first, int end) {
            int output = y.at() + (filter + f) * table.filterOutput();
            if (columns < PACKED_COLUMNS) {
                sums.y = y.array();
                sums.output = output;
                sums.outputStride = table.filterOutput();
                sums.outputBlock = y.pitch();
                sums.target = patch.target();
                sums.fromTarget = first;
                return;
            }
            int packed = 2 * size;
            sums.y = floats;
            sums.outputStride = LANES;
            sums.outputBlock = (end - first) * height * LANES;
            sums.output = packed - sums.fromBlock * sums.outputBlock;
            sums.target = PACKED[height];
            sums.fromTarget = 0;
            for (int block = sums.fromBlock; block < sums.toBlock; block++) {
                for (int i = first; i < end; i++) {
                    int from = output + block * y.pitch() + patch.target()[i];
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

        private void tiles(int from, int to, int at, int height) {
            int width;
            for (int k = from; k < to; k += width) {
                int left = to - k;
                width = left == 1 || columns < PartialSums.COLUMNS ? 1 : Math.min(left, PartialSums.COLUMNS);
                sums.sumsAt = at + k * height * LANES;
                for (int c = 0; c < PartialSums.COLUMNS; c++) {
                    sums.input[c] = input + patch.column()[column + k + (c < width ? c : 0)];
                }
                if (width == 1) {
                    for (int lane = 0; lane < LANES; lane += VectorLanes.WIDTH) {
                        LineTile.run(sums, height, lane);
                    }
                } else {
                    grid(width, height);
                }
            }
        }

        /** Runs a tile of five columns; behind the last one that is wanted, others are computed and forgotten. */
        private void grid(int width, int height) {
            int behind = sums.sumsAt + width * height * LANES;
            int kept = (PartialSums.COLUMNS - width) * height * LANES;
            if (kept > 0) {
                System.arraycopy(floats, behind, floats, idle, kept);
            }
            for (int lane = 0; lane < LANES; lane += VectorLanes.WIDTH) {
                GridTile.run(sums, height, lane);
            }
            if (kept > 0) {
                System.arraycopy(floats, idle, floats, behind, kept);
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
            int stride = table.filterWeights();
            int weight = w.at() + patch.weight() + filter * stride;
            int at = 0;
            int height;
            for (int f = 0; f < filters; f += height) {
                height = columns < PartialSums.COLUMNS ? LineTile.height(filters - f) : GridTile.height(filters - f);
                for (int row = 0; row < height; row++) {
                    take(floats, at + row, height, w.array(), weight + (f + row) * stride);
                }
                at += columns * height;
            }
        }

        /** Takes the weights of a filter, which lie a tile's height apart, to their places. */
        private void take(float[] from, int at, int height, float[] to, int weight) {
            int[] places = patch.columnWeight();
            for (int k = 0; k < columns; k++) {
                to[weight + places[column + k]] = from[at + k * height];
            }
        }
    }
}
