package org.recurve.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;

/**
 * A trial that began.
 *
 * @param id its identity: {@code sha256:} and 64 hexadecimal digits
 * @param task empty if the study has no tasks
 * @param status {@code INTERRUPTED} also if it never ended and no process holds its folder
 * @param reason empty unless something went wrong
 * @param configuration the resolved configuration, canonical JSON
 * @param selectedEpoch the epoch that counts; −1 until the trial ended
 * @param metrics at the selected epoch, {@code test.*} included; empty until the trial ended
 * @param digest of the final state; empty until the trial ended
 * @param started when it began, by the clock of the machine that ran it
 * @param measured how long it took; empty until it ended
 */
public record TrialView(
        String id,
        String study,
        String variant,
        String task,
        long seed,
        Event.Status status,
        String reason,
        String configuration,
        Provenance provenance,
        List<Event.LayerSummary> layers,
        int selectedEpoch,
        Map<String, Double> metrics,
        String digest,
        Instant started,
        Optional<Duration> measured) {
    public TrialView {
        layers = List.copyOf(layers);
        metrics = Map.copyOf(metrics);
    }

    /** The first twelve digits of its identity: enough to name it on a command line. */
    public String shortId() {
        return id.substring("sha256:".length(), "sha256:".length() + 12);
    }
}
