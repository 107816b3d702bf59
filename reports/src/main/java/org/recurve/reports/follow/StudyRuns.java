package org.recurve.reports.follow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.journal.JournalChunk;
import org.recurve.storage.journal.JournalPosition;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.StoreLayout;

/** Finds runs by their journals alone. */
public final class StudyRuns {
    static final String FOLDER = "studies";

    private StudyRuns() {}

    /** Returns with what the latest run of a study began. */
    public static Optional<Event.StudyStarted> latest(StoreLayout layout, String study) {
        return layout.inside(FOLDER).stream()
                .filter(folder -> mayBe(folder, study))
                .flatMap(folder -> began(folder).stream())
                .filter(started -> started.study().equals(study))
                .max(Comparator.comparing(Event.StudyStarted::measuredAt));
    }

    /** Returns whether the folder's name is one that a run of the study has. */
    static boolean mayBe(Path folder, String study) {
        return String.valueOf(folder.getFileName()).contains(StoreLayout.runName(study));
    }

    /** Returns with what a run began; empty if that is not written yet, or cannot be read. */
    static Optional<Event.StudyStarted> began(Path folder) {
        try {
            Path journal = StoreLayout.journal(folder);
            if (!Files.exists(journal)) {
                return Optional.empty();
            }
            return new JournalReader(journal)
                    .read(JournalPosition.START).entries().stream()
                            .map(JournalChunk.ChunkEntry::event)
                            .filter(Event.StudyStarted.class::isInstance)
                            .map(Event.StudyStarted.class::cast)
                            .findFirst();
        } catch (StoreException unreadable) {
            return Optional.empty();
        }
    }
}
