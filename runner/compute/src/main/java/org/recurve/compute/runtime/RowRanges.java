package org.recurve.compute.runtime;

import java.util.Set;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.elementwise.RowOperand;
import org.recurve.compute.kernel.gather.IndexLists;

/**
 * A way to run instructions on one range of their rows after another, so that what one of them writes is in a cache when the next one
 * reads it. It changes no bit, since each row is computed by itself.
 *
 * @param count how many ranges, equally long
 * @param changing where in the arena the values begin that these instructions write
 */
public record RowRanges(int count, Set<Integer> changing) {
    /** Returns whether so many rows can be cut into such ranges. */
    boolean divide(int rows) {
        return rows % count == 0;
    }

    /** Returns whether what is computed row by row reads only rows of its own range, wherever rows change. */
    boolean contain(RowOperand read, int rows) {
        int[] map = read.map();
        int sourceRows = read.blockStride() / BlockLayout.LANES;
        if (read.shared() || map.length == 0 || !changes(read.space(), read.offset())) {
            return true;
        }
        if (!divide(sourceRows)) {
            return false;
        }
        for (int row = 0; row < rows; row++) {
            if (map[row] >= 0 && map[row] / (sourceRows / count) != row / (rows / count)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether lists name only rows of the range of their own row, if those change. */
    boolean contain(BufferView read, IndexLists lists) {
        if (!changes(read.space(), read.offset())) {
            return true;
        }
        if (!divide(read.rows())) {
            return false;
        }
        for (int row = 0; row < lists.rows(); row++) {
            for (int k = lists.starts()[row]; k < lists.starts()[row + 1]; k++) {
                if (lists.sources()[k] / (read.rows() / count) != row / (lists.rows() / count)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean changes(int space, int offset) {
        return space == MemorySpace.ARENA && changing.contains(offset);
    }
}
