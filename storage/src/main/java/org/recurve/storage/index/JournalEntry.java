package org.recurve.storage.index;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.TrialTrust;

/**
 * What the index knows of a journal.
 *
 * @param id its number in the index
 * @param folder relative to the store
 * @param bytes how long its file was when it was read, {@code modified} its time; −1 if it must be read again
 * @param trial how the trial stands that it is of; empty if it is that of a run, or nothing could be read
 */
public record JournalEntry(
        int id, String folder, long bytes, long modified, TrialTrust trust, Optional<TrialEntry> trial) {
    /**
     * The order of the journals of one trial, which may lie in several folders: what came to a conclusion before what did not,
     * then what this store ran itself, then the more finished one. As SQL it stands in {@link #BEST_FIRST_SQL}.
     */
    public static final Comparator<JournalEntry> BEST_FIRST = Comparator.comparing(JournalEntry::hasNoConclusion)
            .thenComparing(JournalEntry::trust)
            .thenComparing(entry -> entry.trial().filter(TrialEntry::ended).isEmpty())
            .thenComparing(entry -> !entry.is(List.of(Event.Status.FINISHED)))
            .thenComparing(JournalEntry::folder);

    /** The same of rows of the tables {@code trial t} and {@code journal j}. */
    public static final String BEST_FIRST_SQL = " order by t.status in ('FINISHED', 'DIVERGED') desc,"
            + " case j.trust when 'OWN' then 0 when 'VERIFIED' then 1 else 2 end,"
            + " t.ended desc, t.status = 'FINISHED' desc, j.folder";

    private boolean hasNoConclusion() {
        return !is(List.of(Event.Status.FINISHED, Event.Status.DIVERGED));
    }

    private boolean is(List<Event.Status> any) {
        return trial.filter(it -> any.contains(it.status())).isPresent();
    }
}
