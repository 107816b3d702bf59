package org.recurve.reports.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.function.Consumer;
import org.recurve.api.event.Event;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.JournalChunk;
import org.recurve.storage.journal.JournalPosition;
import org.recurve.storage.journal.JournalReader;

/** Reads a journal from its start and goes on where it ended, while another thread or process writes it. */
final class JournalFollower {
    private final Path journal;
    private JournalPosition position = JournalPosition.START;
    private Stamp seen = Stamp.NONE;
    private Optional<String> problem = Optional.empty();

    JournalFollower(Path journal) {
        this.journal = journal;
    }

    /** Describes how a file was found. */
    private record Stamp(long bytes, FileTime modified) {
        private static final Stamp NONE = new Stamp(-1, FileTime.fromMillis(0));
    }

    /**
     * Reads what is new.
     *
     * @param restarted called before the events if the journal was cut, and these are its first
     * @return how many bytes were read
     */
    long read(Runnable restarted, Consumer<Event> each) {
        Stamp now = stamp();
        if (now.equals(seen) || now.bytes() < 0) {
            return 0;
        }
        long before = position.offset();
        long bytes = 0;
        try {
            JournalReader reader = new JournalReader(journal);
            boolean more = true;
            while (more) {
                JournalChunk chunk = reader.read(position);
                if (chunk.restarted()) {
                    restarted.run();
                    before = 0;
                }
                chunk.entries().forEach(entry -> each.accept(entry.event()));
                position = chunk.next();
                more = chunk.more();
            }
            bytes = Math.max(0, position.offset() - before);
            problem = Optional.empty();
        } catch (StoreException unreadable) {
            problem = Optional.of(String.valueOf(unreadable.getMessage()));
        }
        seen = now;
        return bytes;
    }

    /** Returns why the journal could not be read when that was last tried; empty if it could. */
    Optional<String> problem() {
        return problem;
    }

    /** Returns when the journal was last written; the epoch if it is not there. */
    FileTime modified() {
        return seen.modified();
    }

    private Stamp stamp() {
        try {
            BasicFileAttributes file = Files.readAttributes(journal, BasicFileAttributes.class);
            return new Stamp(file.size(), file.lastModifiedTime());
        } catch (IOException notThere) {
            return Stamp.NONE;
        }
    }
}
