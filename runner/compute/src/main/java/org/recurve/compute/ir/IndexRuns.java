package org.recurve.compute.ir;

import java.util.BitSet;

/** Sets of indices, passed run by run: what lies side by side costs no more when it is long. */
public final class IndexRuns {
    private IndexRuns() {}

    /** Describes what is done with a run. */
    @FunctionalInterface
    public interface RunAction {
        /** @param to behind the last */
        void of(int from, int to);
    }

    /** Every longest run of the set, ascending. */
    public static void of(BitSet set, RunAction action) {
        for (int from = set.nextSetBit(0), to; from >= 0; from = set.nextSetBit(to)) {
            to = set.nextClearBit(from);
            action.of(from, to);
        }
    }
}
