package org.recurve.storage.journal;

/** Describes how a journal ends. */
public sealed interface JournalTail {
    /** With a whole record. */
    record CleanTail() implements JournalTail {}

    /** With a record that was never finished: its writer was killed, or is writing it now. Nothing acknowledged is lost. */
    record TornTail(long offset, long bytes) implements JournalTail {}

    /** With bytes that once were whole records and are no more; everything before them is intact. */
    record DamagedTail(long offset, long bytes) implements JournalTail {}
}
