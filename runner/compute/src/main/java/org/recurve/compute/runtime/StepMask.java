package org.recurve.compute.runtime;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.contraction.ActiveSteps;

/**
 * Tells instructions on values of all steps where each example's sequence ends.
 *
 * @param length where the length of each example is stored
 * @param steps the capacity: no sequence has more
 * @param read whether steps past the end are read; they are set to zero then
 */
public record StepMask(BufferView length, int steps, boolean read) {
    /** Masks nothing: every example has all steps. */
    public static final StepMask LAST = new StepMask(BufferView.shared(MemorySpace.CONSTANTS, 0, 0), 1, false);

    boolean isLast() {
        return equals(LAST);
    }

    ActiveSteps ends(ExecutionFrame frame) {
        return isLast() ? ActiveSteps.LAST : new ActiveSteps(length.span(frame), steps);
    }

    /** Sets the steps after the last one of a block to zero if they are read. */
    void clear(ExecutionFrame frame, BufferView target, int fromBlock, int toBlock) {
        if (!read) {
            return;
        }
        ActiveSteps activeSteps = ends(frame);
        int step = target.rows() / steps * BlockLayout.LANES;
        for (int block = fromBlock; block < toBlock; block++) {
            int at = target.at(frame, block);
            Arrays.fill(frame.array(target), at + activeSteps.of(block) * step, at + steps * step, 0f);
        }
    }
}
