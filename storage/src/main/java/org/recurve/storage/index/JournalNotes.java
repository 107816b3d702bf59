package org.recurve.storage.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.JournalChunk;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.JournalTail;
import org.recurve.storage.record.ArtifactRules;

/**
 * Describes what a user must know of a journal that is not all there: what was left out, and why.
 *
 * @param notes on records within it
 * @param end what is wrong with its end; empty if nothing is
 */
record JournalNotes(Path file, List<String> notes, String end) {
    private static final String DAMAGED = ": damaged at byte ";

    JournalNotes {
        notes = List.copyOf(notes);
    }

    /** A journal whose events cannot be taken for what they say. */
    static final class SetAside extends RuntimeException {
        SetAside(String why) {
            super(why, null, false, false);
        }
    }

    /** Returns those of a journal that was read before, up to where it is read on. */
    static JournalNotes of(Path file, String before) {
        boolean within = !before.isEmpty() && !before.startsWith(file + DAMAGED);
        return new JournalNotes(
                file, within ? List.of(before.substring(file.toString().length() + 2)) : List.of(), "");
    }

    /** Returns the same, and what is to be said of the records that follow; throws {@link SetAside} if none of them may be used. */
    JournalNotes and(JournalChunk chunk) {
        List<String> all = new ArrayList<>(notes);
        if (!chunk.foreign().isEmpty()) {
            all.add("left out records of another version of Recurve: "
                    + chunk.foreign().size() + " (" + chunk.foreign().getFirst()
                    + "). Read this store with the newer version");
        }
        chunk.refused().stream().findFirst().ifPresent(why -> {
            throw new SetAside("a record that is not what Recurve writes (" + why + ")");
        });
        chunk.entries().stream()
                .flatMap(entry -> artifact(entry.event()).stream())
                .forEach(why -> all.add("something that was recorded cannot be shown and is left out: " + why));
        return new JournalNotes(file, all.stream().distinct().toList(), damage(chunk.tail()));
    }

    private static Optional<String> artifact(Event event) {
        return event instanceof Event.Recorded it
                ? ArtifactRules.broken(it.artifact()).map(why -> it.name() + ", " + why)
                : Optional.empty();
    }

    /** Returns the records that can be shown. */
    List<JournalChunk.ChunkEntry> sound(JournalChunk chunk) {
        return chunk.entries().stream()
                .filter(entry -> artifact(entry.event()).isEmpty())
                .toList();
    }

    private String damage(JournalTail tail) {
        return tail instanceof JournalTail.DamagedTail(long offset, long bytes)
                ? new JournalReader(file).damage(offset, bytes)
                : "";
    }

    /** Returns the sentence about a journal of which nothing is used. */
    static String setAside(Path file, String why) {
        return file + ": set aside, since it holds " + why + ". All else in this store is read as ever."
                + " Once you have moved its folder out of the store, no command warns of it any more";
    }

    /** Returns all of it in one text; empty if there is nothing to say. */
    String text() {
        return end.isEmpty() ? notes.isEmpty() ? "" : file + ": " + String.join("; ", notes) : end;
    }
}
