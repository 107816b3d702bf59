package org.recurve.storage.pack;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.storage.Reproduction;
import org.recurve.storage.TrialView;

/**
 * What a run of a trial came to.
 *
 * @param started with {@code measured} it tells this run from every other of the same trial
 * @param measured how long it took; empty until it ended
 */
record Outcome(
        Instant started,
        Optional<Duration> measured,
        Event.Status status,
        int selectedEpoch,
        Map<String, Double> metrics,
        String digest) {
    static Outcome of(TrialView trial) {
        return new Outcome(
                trial.started(),
                trial.measured(),
                trial.status(),
                trial.selectedEpoch(),
                trial.metrics(),
                trial.digest());
    }

    static Outcome of(TrialView trial, Reproduction again) {
        return new Outcome(
                again.started(),
                Optional.of(again.measured()),
                trial.status(),
                trial.selectedEpoch(),
                trial.metrics(),
                trial.digest());
    }

    static Outcome of(Holding.OfTrial trial) {
        Instant started = trial.started().measuredAt();
        return trial.ended()
                .map(end -> new Outcome(
                        started,
                        Optional.of(end.measured()),
                        end.status(),
                        end.selectedEpoch(),
                        end.metrics(),
                        end.digest()))
                .orElse(new Outcome(started, Optional.empty(), Event.Status.RUNNING, -1, Map.of(), ""));
    }

    /** Whether it follows from the trial's identity: whoever runs it to its end must come to the same. */
    boolean isConclusive() {
        return status == Event.Status.FINISHED || status == Event.Status.DIVERGED;
    }

    boolean isSameRunAs(Outcome other) {
        return started.equals(other.started) && measured.equals(other.measured);
    }

    boolean agreesWith(Outcome other) {
        return status == other.status
                && digest.equals(other.digest)
                && selectedEpoch == other.selectedEpoch
                && metrics.equals(other.metrics);
    }
}
