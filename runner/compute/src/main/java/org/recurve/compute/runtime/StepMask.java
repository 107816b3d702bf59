package org.recurve.compute.runtime;

import java.util.Arrays;
import java.util.function.Function;
import org.recurve.compute.analysis.PaddingAnalysis;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.Node;
import org.recurve.compute.kernel.contraction.ActiveSteps;

/**
 * Where the sequences of the examples end, as instructions on values of all steps see it.
 *
 * @param length of each example
 * @param steps at most
 * @param read whether somebody reads what is behind; it is zero then
 */
public record StepMask(BufferView length, int steps, boolean read) {
    /** Of sequences that all have their full length. */
    public static final StepMask LAST = new StepMask(BufferView.shared(MemorySpace.CONSTANTS, 0, 0), 1, false);

    /** Whose lengths lie where {@code slot} says. */
    public static StepMask of(PaddingAnalysis.SequenceEnd end, boolean read, Function<Node, BufferView> slot) {
        return new StepMask(slot.apply(end.length()), end.steps(), read);
    }

    boolean isLast() {
        return equals(LAST);
    }

    ActiveSteps ends(ExecutionFrame frame) {
        return isLast() ? ActiveSteps.LAST : new ActiveSteps(length.span(frame), steps);
    }

    /** Sets all steps behind a block's last one to zero, if somebody reads them. */
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
