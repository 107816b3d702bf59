package org.recurve.storage.journal;

import java.util.List;
import org.recurve.api.event.Event;

/**
 * Some records of a journal.
 *
 * @param restarted whether they are its first, since the journal was cut after it was last read
 * @param next where to go on
 * @param more whether there is more to read now
 * @param tail how the journal ends; clean while there is more
 * @param foreign what was skipped because a newer Recurve wrote it
 * @param refused what was skipped because it is against the rules that experiment files keep, each with its place
 */
public record JournalChunk(
        boolean restarted,
        List<ChunkEntry> entries,
        JournalPosition next,
        boolean more,
        JournalTail tail,
        List<String> foreign,
        List<String> refused) {
    public JournalChunk {
        entries = List.copyOf(entries);
        foreign = List.copyOf(foreign);
        refused = List.copyOf(refused);
    }

    /** An event and the offset of its record. */
    public record ChunkEntry(Event event, long offset) {}
}
