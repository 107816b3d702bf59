package org.recurve.compute.link;

import java.util.Arrays;
import org.recurve.compute.link.WeightTable.Patch;

/**
 * {@link LinkKernel#weights} where a weight serves many places: 16 partial sums for each weight, in register tiles. The sums
 * of one row of tiles wait in scratch while the blocks pass, so that each block is read while it is in cache.
 */
final class VectorSums {
    private static final int LANES = Layout.LANES;
    /** Columns whose sums wait together: they stay in the second-level cache. */
    private static final int CHUNK = 500;
    /** Places that a tile sees at least before its sums go back to scratch, where there are as many. */
    private static final int PLACES = 128;

    private VectorSums() {}

    /** Everything that stays the same during one call. */
    record Call(WeightTable table, Span x, Span y, Span w, int examples) {}

    static void run(Call call, Share share, Scratch scratch) {
        WeightTable table = call.table;
        int filters = table.geometry().filtersPerGroup();
        Sums sums = scratch.sums;
        sums.x = call.x.array();
        sums.y = call.y.array();
        sums.inputBlock = table.inputBlock();
        sums.outputBlock = table.outputBlock();
        sums.outputStride = table.filterOutput();
        for (Patch patch : table.patches()) {
            sums.source = patch.source();
            sums.target = patch.target();
            for (int group = 0; group < table.geometry().groups(); group++) {
                int height;
                for (int filter = share.from(filters); filter < share.to(filters); filter += height) {
                    height = height(patch, share.to(filters) - filter);
                    for (int column = 0; column < patch.columns(); column += CHUNK) {
                        int columns = Math.min(CHUNK, patch.columns() - column);
                        new Row(call, patch, group, group * filters + filter, height, column, columns).run(scratch);
                    }
                }
            }
        }
    }

    private static int height(Patch patch, int filters) {
        return patch.columns() < Sums.COLUMNS ? LineTile.height(filters) : GridTile.height(filters);
    }

    /** The weights of some filters, for some columns of a patch. */
    private record Row(Call call, Patch patch, int group, int filter, int height, int column, int columns) {

        void run(Scratch scratch) {
            int size = columns * height * LANES;
            float[] floats = scratch.floats(2 * size);
            Arrays.fill(floats, 0, size, 0f);
            scratch.sums.sums = floats;
            int whole = call.examples / LANES;
            int step = Math.ceilDiv(PLACES, Math.max(1, patch.places()));
            for (int block = 0; block < whole; block += step) {
                blocks(scratch.sums, block, Math.min(whole, block + step));
            }
            int lanes = call.examples % LANES;
            if (lanes > 0) {
                System.arraycopy(floats, 0, floats, size, size);
                blocks(scratch.sums, whole, whole + 1);
                withoutPadding(floats, size, lanes);
            }
            add(floats);
        }

        private void blocks(Sums sums, int from, int to) {
            sums.fromBlock = from;
            sums.toBlock = to;
            sums.output = call.y.at() + filter * call.table.filterOutput();
            int width;
            for (int k = 0; k < columns; k += width) {
                width = columns - k < Sums.COLUMNS ? 1 : Sums.COLUMNS;
                sums.sumsAt = k * height * LANES;
                for (int c = 0; c < width; c++) {
                    sums.input[c] = call.x.at() + group * call.table.groupInput() + patch.column()[column + k + c];
                }
                for (int lane = 0; lane < LANES; lane += Lanes.WIDTH) {
                    if (width == 1) {
                        LineTile.run(sums, height, lane);
                    } else {
                        GridTile.run(sums, height, lane);
                    }
                }
            }
        }

        /** Takes the lanes behind the last example back to what they were before the last block. */
        private static void withoutPadding(float[] floats, int size, int lanes) {
            for (int at = 0; at < size; at += LANES) {
                System.arraycopy(floats, size + at + lanes, floats, at + lanes, LANES - lanes);
            }
        }

        private void add(float[] floats) {
            int weight = call.w.at() + patch.weight() + filter * call.table.filterWeights();
            for (int k = 0; k < columns; k++) {
                for (int f = 0; f < height; f++) {
                    call.w.array()[weight + f * call.table.filterWeights() + patch.columnWeight()[column + k]] =
                            Layout.tree(floats, (k * height + f) * LANES);
                }
            }
        }
    }
}
