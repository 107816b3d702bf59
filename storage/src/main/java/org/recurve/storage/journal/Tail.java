package org.recurve.storage.journal;

/** How a journal ends. */
public sealed interface Tail {
    /** With a whole record. */
    record Clean() implements Tail {}

    /** With a record that was never finished: its writer was killed, or is writing it now. Nothing acknowledged is lost. */
    record Torn(long offset, long bytes) implements Tail {}

    /** With bytes that once were whole records and are no more; what stands before them is sound. */
    record Damaged(long offset, long bytes) implements Tail {}
}
