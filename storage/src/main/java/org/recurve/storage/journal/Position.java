package org.recurve.storage.journal;

/**
 * How far a journal was read.
 *
 * @param generation of the journal: cutting it gives it another, and it is then read from the start
 * @param offset of the next record, in bytes
 * @param steps what the steps before it had in common
 */
public record Position(long generation, long offset, StepsOf steps) {
    /** Before everything. */
    public static final Position START = new Position(0, 0, StepsOf.NONE);

    /** The same in a journal of no generation: read from here, it is read from its start, and said to have been restarted. */
    public Position anew() {
        return new Position(0, offset, steps);
    }
}
