package org.recurve.compute.runtime;

import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.elementwise.FusedKernel;
import org.recurve.compute.kernel.elementwise.RowOperand;

/**
 * Finds the rows at which a mask of classes, one row for each, is 1 for some example; all others are computed without it, to the
 * same bits.
 *
 * @param index the classes of the examples, each read for the rows of all classes, ascending from class 0
 * @param others what is left of the pass where the mask is 0
 * @param inputs what that reads
 * @param isZero whether it gives nothing but +0
 */
public record ClassRows(RowOperand index, FusedKernel others, RowOperand[] inputs, boolean isZero) {
    private static final int LANES = BlockLayout.LANES;

    /** Takes rows that one kernel computes of a block. */
    interface RowsConsumer {
        void accept(FusedKernel kernel, RowOperand[] inputs, int block, int from, int to);
    }

    /** Hands out the rows of {@code step} in order, for each block, with the kernel that is to compute them. */
    void cut(FusedStep step, ExecutionFrame frame, int from, int to, int fromBlock, int toBlock, RowsConsumer parts) {
        int[] named = new int[LANES];
        int end;
        for (int row = from; row < to; row = end) {
            int start = index.runStart(row);
            end = Math.min(to, index.runEnd(row));
            for (int block = fromBlock; block < toBlock; block++) {
                int count = named(frame, block, row, start, end, named);
                int done = row;
                for (int i = 0; i < count; i++) {
                    if (done < named[i]) {
                        parts.accept(others, inputs, block, done, named[i]);
                    }
                    done = named[i] + 1;
                    parts.accept(step.kernel(), step.inputs(), block, named[i], done);
                }
                if (done < end) {
                    parts.accept(others, inputs, block, done, end);
                }
            }
        }
    }

    /** Writes the rows from {@code row} on that are some example's class, ascending, and returns how many there are. */
    private int named(ExecutionFrame frame, int block, int row, int start, int end, int[] named) {
        float[] classes = frame.spaces()[index.space()];
        int at = index.at(frame.step(), block) + index.map()[row] * LANES;
        int count = 0;
        for (int lane = 0; lane < LANES; lane++) {
            int of = (int) classes[at + lane];
            int found = start + of;
            if (of == classes[at + lane] && of >= 0 && of < end - start && found >= row) {
                count = insert(named, count, found);
            }
        }
        return count;
    }

    private static int insert(int[] ascending, int count, int value) {
        int at = count;
        while (at > 0 && ascending[at - 1] > value) {
            at--;
        }
        if (at > 0 && ascending[at - 1] == value) {
            return count;
        }
        System.arraycopy(ascending, at, ascending, at + 1, count - at);
        ascending[at] = value;
        return count + 1;
    }
}
