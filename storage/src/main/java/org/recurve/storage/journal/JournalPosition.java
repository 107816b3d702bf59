package org.recurve.storage.journal;

import org.recurve.storage.record.StepContext;

/**
 * Describes how far a journal was read.
 *
 * @param generation of the journal: cutting it gives it another, and it is then read from the start
 * @param offset of the next record, in bytes
 * @param steps what the steps before it had in common
 */
public record JournalPosition(long generation, long offset, StepContext steps) {
    /** Before everything. */
    public static final JournalPosition START = new JournalPosition(0, 0, StepContext.NONE);

    /** Returns the same in a journal of no generation: read from here, it is read from its start, and said to have been restarted. */
    public JournalPosition anew() {
        return new JournalPosition(0, offset, steps);
    }
}
