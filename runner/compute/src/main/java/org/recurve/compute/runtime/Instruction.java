package org.recurve.compute.runtime;

import java.util.List;
import org.recurve.compute.kernel.contraction.WorkShare;

/** An operation with its buffers, ready to run. */
public interface Instruction {
    /**
     * Returns whether it works on blocks one by one, so that any blocks may be done in any order. Otherwise its results are shared by all
     * examples, and it is run over all blocks at once.
     */
    boolean byBlock();

    /** Does the share of the blocks' work; all shares together are the whole. */
    void run(ExecutionFrame frame, WorkerScratch scratch, int fromBlock, int toBlock, WorkShare share);

    /** Returns where in the arena the values begin that it writes, if it may be run in ranges of their rows. */
    default List<Integer> written() {
        return List.of();
    }

    /** Returns whether it may be run in such ranges of its rows, between the other instructions that are. */
    default boolean inRanges(RowRanges ranges) {
        return false;
    }

    /** Describes it, to be printed. */
    InstructionSummary describe();

    /** Bytes of the address tables that it has for itself. */
    default long tables() {
        return 0;
    }

    /** Returns the first row of a share of {@code rows}. */
    static int from(WorkShare share, int rows) {
        return (int) ((long) rows * share.part() / share.parts());
    }

    static int to(WorkShare share, int rows) {
        return (int) ((long) rows * (share.part() + 1) / share.parts());
    }
}
