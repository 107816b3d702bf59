package org.recurve.storage.pack;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.storage.view.TrialReproduction;
import org.recurve.storage.view.TrialView;

/**
 * Describes what a run of a trial came to.
 *
 * @param started with {@code measured} it tells this run from every other of the same trial
 * @param measured how long it took; empty until it ended
 */
record RunOutcome(
        Instant started,
        Optional<Duration> measured,
        Event.Status status,
        int selectedEpoch,
        Map<String, Double> metrics,
        String digest) {
    static RunOutcome of(TrialView trial) {
        return new RunOutcome(
                trial.started(),
                trial.measured(),
                trial.status(),
                trial.selectedEpoch(),
                trial.metrics(),
                trial.digest());
    }

    static RunOutcome of(TrialView trial, TrialReproduction again) {
        return new RunOutcome(
                again.started(),
                Optional.of(again.measured()),
                trial.status(),
                trial.selectedEpoch(),
                trial.metrics(),
                trial.digest());
    }

    static RunOutcome of(StoreInventory.TrialFolder trial) {
        Instant started = trial.started().measuredAt();
        return trial.ended()
                .map(end -> new RunOutcome(
                        started,
                        Optional.of(end.measured()),
                        end.status(),
                        end.selectedEpoch(),
                        end.metrics(),
                        end.digest()))
                .orElse(new RunOutcome(started, Optional.empty(), Event.Status.RUNNING, -1, Map.of(), ""));
    }

    /** Returns whether it follows from the trial's identity: whoever runs it to its end must come to the same. */
    boolean isConclusive() {
        return status == Event.Status.FINISHED || status == Event.Status.DIVERGED;
    }

    boolean isSameRunAs(RunOutcome other) {
        return started.equals(other.started) && measured.equals(other.measured);
    }

    boolean agreesWith(RunOutcome other) {
        return status == other.status
                && digest.equals(other.digest)
                && selectedEpoch == other.selectedEpoch
                && metrics.equals(other.metrics);
    }
}
