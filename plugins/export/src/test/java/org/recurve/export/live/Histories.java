package org.recurve.export.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.api.event.ListenerContext;
import org.recurve.api.event.ListenerSession;
import org.recurve.api.event.Provenance;

/** What studies of the tests came to. */
final class Histories {
    static final Instant START = Instant.parse("2026-01-02T03:04:05.5Z");

    private Histories() {}

    static String id(int trial) {
        return "sha256:" + String.format("%064x", trial);
    }

    static ListenerContext context(Path folder) {
        return new ListenerContext(folder, "digits", "", "study: digits", List.of("validation.loss"), List.of());
    }

    static Event.TrialStarted started(int trial, String variant, String task, long seed) {
        Provenance provenance = new Provenance("0", 1, Map.of(), id(0), Map.of());
        return new Event.TrialStarted(id(trial), "digits", variant, task, seed, "{}", provenance, List.of(), START);
    }

    static Event.EpochDone epoch(int trial, int epoch, Map<String, Double> metrics) {
        return new Event.EpochDone(id(trial), epoch, epoch * 10L, metrics, id(99), Duration.ofMillis(250));
    }

    static Event.TrialEnded ended(int trial, Map<String, Double> metrics) {
        return new Event.TrialEnded(
                id(trial), Event.Status.FINISHED, "", 1, metrics, id(99), Duration.ofSeconds(1), START);
    }

    static <C extends Record> void hear(Listener<C> listener, C config, ListenerContext context, Event... events)
            throws IOException {
        try (ListenerSession session = listener.open(config, context)) {
            for (Event event : events) {
                session.on(event);
            }
        }
    }
}
