package org.recurve.storage.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;
import org.recurve.storage.journal.TrialTrust;

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
 * @param reproductions other runs of it, imported, that came to the same digest; the earliest first
 * @param trust where its numbers come from
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
        Optional<Duration> measured,
        List<TrialReproduction> reproductions,
        TrialTrust trust) {
    public TrialView {
        layers = List.copyOf(layers);
        reproductions = List.copyOf(reproductions);
        metrics = Map.copyOf(metrics);
    }

    /** Returns the first twelve digits of its identity: enough to name it on a command line. */
    public String shortId() {
        return shortId(id);
    }

    static String shortId(String identity) {
        return identity.substring("sha256:".length(), "sha256:".length() + 12);
    }

    /** Returns the same, reproduced by another run of it, if that run came to the same end and is not a copy of this one. */
    public TrialView with(TrialView other) {
        boolean copy = Stream.concat(Stream.of(started), reproductions.stream().map(TrialReproduction::started))
                .anyMatch(other.started::equals);
        boolean ended = status == Event.Status.FINISHED || status == Event.Status.DIVERGED;
        if (copy || !ended || other.status != status || !other.digest.equals(digest)) {
            return this;
        }
        List<TrialReproduction> all = new ArrayList<>(reproductions);
        all.add(new TrialReproduction(other.provenance, other.started, other.measured.orElse(Duration.ZERO)));
        all.sort(Comparator.comparing(TrialReproduction::started));
        return new TrialView(
                id,
                study,
                variant,
                task,
                seed,
                status,
                reason,
                configuration,
                provenance,
                layers,
                selectedEpoch,
                metrics,
                digest,
                started,
                measured,
                all,
                trust);
    }
}
