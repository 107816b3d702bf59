package org.recurve.compute.runtime;

import org.recurve.compute.arithmetic.BlockLayout;

/**
 * Moves values between [example][row], as data sets give them, and [block][row][16], as kernels read them. Rows go in tiles,
 * so that the 16 examples of a block are read as 16 streams while what is written stays in the first-level cache.
 */
public final class LaneTransfer {
    private static final int TILE = 128;

    private LaneTransfer() {}

    /** Writes all lanes of all blocks; those beyond the last example repeat it. */
    public static void write(float[] values, int examples, int rows, float[] lanes, int at) {
        for (int block = 0; block < Math.ceilDiv(examples, BlockLayout.LANES); block++) {
            int to = at + block * rows * BlockLayout.LANES;
            for (int first = 0; first < rows; first += TILE) {
                int last = Math.min(first + TILE, rows);
                for (int lane = 0; lane < BlockLayout.LANES; lane++) {
                    int from = Math.min(block * BlockLayout.LANES + lane, examples - 1) * rows;
                    spread(values, from, lanes, to + lane, first, last);
                }
            }
        }
    }

    private static void spread(float[] values, int from, float[] lanes, int to, int first, int last) {
        for (int row = first; row < last; row++) {
            lanes[to + row * BlockLayout.LANES] = values[from + row];
        }
    }

    /** Reads the lanes of the examples. */
    public static void read(float[] lanes, int at, int rows, float[] values, int examples) {
        for (int first = 0; first < rows; first += TILE) {
            int last = Math.min(first + TILE, rows);
            for (int example = 0; example < examples; example++) {
                int from = at + example / BlockLayout.LANES * rows * BlockLayout.LANES + example % BlockLayout.LANES;
                collect(lanes, from, values, example * rows, first, last);
            }
        }
    }

    private static void collect(float[] lanes, int from, float[] values, int to, int first, int last) {
        for (int row = first; row < last; row++) {
            values[to + row] = lanes[from + row * BlockLayout.LANES];
        }
    }
}
