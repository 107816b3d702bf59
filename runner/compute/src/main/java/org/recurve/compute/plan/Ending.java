package org.recurve.compute.plan;

import java.util.Arrays;
import java.util.function.Function;
import org.recurve.compute.graph.Endings;
import org.recurve.compute.graph.Node;
import org.recurve.compute.link.Ends;

/**
 * Where the sequences of the examples end, as instructions on values of all steps see it.
 *
 * @param length of each example
 * @param steps at most
 * @param read whether somebody reads what is behind; it is zero then
 */
record Ending(Slot length, int steps, boolean read) {
    /** Of sequences that all have their full length. */
    static final Ending LAST = new Ending(Slot.shared(Space.CONSTANTS, 0, 0), 1, false);

    /** Whose lengths lie where {@code slot} says. */
    static Ending of(Endings.End end, boolean read, Function<Node, Slot> slot) {
        return new Ending(slot.apply(end.length()), end.steps(), read);
    }

    boolean isLast() {
        return equals(LAST);
    }

    Ends ends(Frame frame) {
        return isLast() ? Ends.LAST : new Ends(length.span(frame), steps);
    }

    /** Sets all steps behind a block's last one to zero, if somebody reads them. */
    void clear(Frame frame, Slot target, int fromBlock, int toBlock) {
        if (!read) {
            return;
        }
        Ends ends = ends(frame);
        int step = target.rows() / steps * Slot.LANES;
        for (int block = fromBlock; block < toBlock; block++) {
            int at = target.at(frame, block);
            Arrays.fill(frame.array(target), at + ends.of(block) * step, at + steps * step, 0f);
        }
    }
}
