package org.recurve.storage.index;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.recurve.api.event.Event;
import org.recurve.storage.journal.TrialTrust;

/**
 * Describes what the index knows of a journal.
 *
 * @param id its number in the index
 * @param folder relative to the store
 * @param bytes how long its file was when it was read, {@code modified} its time; −1 if it must be read again
 * @param damage what is wrong with it, in words; empty if nothing is
 * @param trial how the trial stands that it is of; empty if it is that of a run, or nothing could be read
 */
public record JournalEntry(
        int id, String folder, long bytes, long modified, TrialTrust trust, String damage, Optional<TrialEntry> trial) {
    /**
     * The order of the journals of one trial, which may lie in several folders: what came to a conclusion before what did not,
     * then what this store ran itself, then the more finished one. As SQL it stands in {@link #BEST_FIRST_SQL}.
     */
    public static final Comparator<JournalEntry> BEST_FIRST =
            Comparator.comparingInt(JournalEntry::rank).thenComparing(JournalEntry::folder);

    /** The same of rows of the tables {@code trial t} and {@code journal j}. */
    public static final String BEST_FIRST_SQL = " order by t.status in ('FINISHED', 'DIVERGED') desc,"
            + " case j.trust when 'OWN' then 0 when 'VERIFIED' then 1 else 2 end,"
            + " t.ended desc, t.status = 'FINISHED' desc, j.folder";

    /** Returns the better journal of each trial, by its identity. */
    public static Map<String, JournalEntry> best(Collection<JournalEntry> entries) {
        Map<String, JournalEntry> best = HashMap.newHashMap(entries.size());
        for (JournalEntry entry : entries) {
            if (entry.trial().isPresent()) {
                best.merge(entry.trial().get().trial(), entry, BinaryOperator.minBy(BEST_FIRST));
            }
        }
        return best;
    }

    /** Returns a number that orders journals as {@link #BEST_FIRST} says, but for the last: many are compared. */
    private int rank() {
        Event.Status status = trial.isPresent() ? trial.get().status() : Event.Status.RUNNING;
        boolean ended = trial.isPresent() && trial.get().ended();
        int concluded = status == Event.Status.FINISHED || status == Event.Status.DIVERGED ? 0 : 1;
        int trusted = concluded * TrialTrust.values().length + trust.ordinal();
        return (trusted * 2 + (ended ? 0 : 1)) * 2 + (status == Event.Status.FINISHED ? 0 : 1);
    }
}
