package org.recurve.compute.kernel.elementwise;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Says where the rows of a value lie.
 *
 * <p>Row r of block k begins at {@code offset + k · blockStride + 16 r} and has one float for each of 16 lanes; a shared
 * value has a single float a row, at {@code offset + r}, for all lanes and blocks.
 *
 * @param space which array, as an index into the arrays given at run time
 * @param offset of the first row, in floats
 * @param blockStride between blocks, in floats; 0 for a shared value
 * @param stepStride between the steps of a loop, in floats; 0 for a value that lies still
 * @param map from the chain's row to the row read, −1 for a row of +0; empty if each row is itself. Outputs have none
 * @param runs where the map goes on to another row, and its end, if it reads few rows, each for many of the chain; else empty
 * @param shared whether all examples share the value
 */
public record RowOperand(
        int space, int offset, int blockStride, int stepStride, int[] map, int[] runs, boolean shared) {
    private static final int[] IDENTITY = {};
    /** Rows of a run, on the average. */
    private static final int MANY = 64;

    /** Returns a value of the examples, row by row. */
    public static RowOperand lanes(int space, int offset, int blockStride) {
        return lanes(space, offset, blockStride, 0);
    }

    /** Returns a value of the examples that moves on with the steps of a loop. */
    public static RowOperand lanes(int space, int offset, int blockStride, int stepStride) {
        return new RowOperand(space, offset, blockStride, stepStride, IDENTITY, IDENTITY, false);
    }

    /** Returns a shared value, element by element. */
    public static RowOperand shared(int space, int offset) {
        return new RowOperand(space, offset, 0, 0, IDENTITY, IDENTITY, true);
    }

    /** Returns the same value, read through {@code map}. */
    public RowOperand through(int[] map) {
        return new RowOperand(space, offset, blockStride, stepStride, map, runs(map), shared);
    }

    /** Returns where a map goes on to another row, and its end, if that is seldom; else nothing. */
    public static int[] runs(int[] map) {
        int[] ends = IntStream.rangeClosed(1, map.length)
                .filter(row -> row == map.length || map[row] != map[row - 1])
                .toArray();
        return ends.length * MANY <= map.length ? ends : IDENTITY;
    }

    /** Returns the first row of the run that a row belongs to. */
    public int runStart(int row) {
        int run = run(row);
        return run == 0 ? 0 : runs[run - 1];
    }

    /** Returns the end of the run that a row belongs to. */
    public int runEnd(int row) {
        return runs[run(row)];
    }

    private int run(int row) {
        int found = Arrays.binarySearch(runs, row + 1);
        return found < 0 ? -found - 1 : found;
    }

    /** Returns the first float of a block. */
    public int at(int step, int block) {
        return offset + step * stepStride + block * blockStride;
    }

    boolean mapped() {
        return map.length != 0;
    }
}
