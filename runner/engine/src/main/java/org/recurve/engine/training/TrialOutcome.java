package org.recurve.engine.training;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;

/**
 * Describes how a training ended.
 *
 * @param reason empty if finished
 * @param selected the epoch that counted, if one was done
 * @param further metrics: of earlier phases, and of the test split, which is read only when finished
 * @param digest of the last state; empty if there was none
 */
record TrialOutcome(
        Status status, String reason, Optional<SelectedEpoch> selected, Map<String, Double> further, String digest) {
    static TrialOutcome early(Status status, String reason, Optional<SelectedEpoch> selected, String digest) {
        return new TrialOutcome(status, reason, selected, Map.of(), digest);
    }

    static TrialOutcome failed(String reason) {
        return early(Status.FAILED, reason, Optional.empty(), "");
    }

    TrialEnded event(String trial, Instant start, Instant end) {
        Map<String, Double> metrics = new TreeMap<>(further);
        selected.map(SelectedEpoch::metrics).ifPresent(metrics::putAll);
        int epoch = selected.map(SelectedEpoch::epoch).orElse(0);
        return new TrialEnded(trial, status, reason, epoch, metrics, digest, ElapsedTime.between(start, end), end);
    }
}
