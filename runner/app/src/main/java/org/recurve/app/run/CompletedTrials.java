package org.recurve.app.run;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.engine.study.EndedTrials;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StoredEnd;
import org.recurve.storage.view.TrialView;

/**
 * The trials that ended before, by identity: they are reused, not run again. One that diverged would diverge again; one
 * that failed, for a reason that may be outside of it, is run again on request. Safe for several threads.
 */
public final class CompletedTrials implements Function<String, Optional<TrialEnded>> {
    private final StoreReader reader;
    private final boolean retryFailed;
    private final TrialTrust least;
    private final Set<String> before;
    /** Trials that began before and about which the store was not asked yet. */
    private final Set<String> unread;

    private final EndedTrials ended = new EndedTrials();

    /** @param least what is trusted less is run anew */
    CompletedTrials(StoreReader reader, boolean retryFailed, TrialTrust least) {
        this.least = least;
        this.reader = reader;
        this.before = reader.begun();
        this.unread = new HashSet<>(before);
        this.retryFailed = retryFailed;
    }

    /** Returns whether a trial began before this run. */
    boolean begun(String identity) {
        return before.contains(identity);
    }

    /** Keeps what ends in this run, which is known at once, while the store's index follows its journals at some distance. */
    void record(Event event) {
        if (event instanceof TrialEnded end && end.status() != Status.INTERRUPTED) {
            ended.put(end);
        }
    }

    /** Returns its end here or before this run; the store need not be asked about each trial that nobody had begun. */
    @Override
    public Optional<TrialEnded> apply(String identity) {
        readIfUnread(identity);
        return ended.get(identity);
    }

    /** Reads what is stored about the trial, and about those that are likely to be asked for next. */
    private synchronized void readIfUnread(String identity) {
        if (!unread.contains(identity)) {
            return;
        }
        unread.remove(identity);
        for (StoredEnd end : reader.endsBeside(identity)) {
            boolean asked = end.ended().trial().equals(identity);
            if ((unread.remove(end.ended().trial()) || asked)
                    && stands(end.ended().status(), end.trust())) {
                ended.put(end.ended());
            }
        }
    }

    /** Returns the same, or its end in another process meanwhile. */
    Optional<TrialEnded> now(String identity) {
        return ended.get(identity).or(() -> stored(identity));
    }

    private synchronized Optional<TrialEnded> stored(String identity) {
        return reader.trial(identity)
                .filter(trial -> stands(trial.status(), trial.trust()))
                .map(CompletedTrials::ended);
    }

    private boolean stands(Status status, TrialTrust trust) {
        boolean concluded = switch (status) {
            case FINISHED, DIVERGED -> true;
            case FAILED -> !retryFailed;
            case RUNNING, INTERRUPTED -> false;
        };
        return concluded && trust.isAtLeast(least);
    }

    static TrialEnded ended(TrialView trial) {
        Duration measured = trial.measured().orElse(Duration.ZERO);
        return new TrialEnded(
                trial.id(),
                trial.status(),
                trial.reason(),
                trial.selectedEpoch(),
                trial.metrics(),
                trial.digest(),
                measured,
                trial.started().plus(measured));
    }
}
