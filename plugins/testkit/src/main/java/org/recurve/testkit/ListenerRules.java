package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.api.event.Provenance;

/** What is demanded of a listener: it takes every kind of event. */
final class ListenerRules {
    private static final String TRIAL = "sha256:" + "0".repeat(64);

    private ListenerRules() {}

    static <C extends Record> List<ContractCheck> checks(Listener<C> listener, C config) {
        return List.of(new ContractCheck("takes every kind of event", () -> {
            for (Event event : study()) {
                assertDoesNotThrow(() -> listener.on(config, event));
            }
        }));
    }

    /** Returns a study of one trial of one epoch of one step. */
    private static List<Event> study() {
        Instant now = Instant.EPOCH;
        Duration took = Duration.ofSeconds(1);
        Provenance provenance = new Provenance("0", 1, Map.of("sgd", "sgd@1"), TRIAL, Map.of("jdk", "25"));
        Map<String, Double> metrics = Map.of("validation.loss", 0.5);
        return List.of(
                new Event.StudyStarted(
                        "study",
                        "why?",
                        "study: study",
                        List.of(new Event.TrialPlan(TRIAL, "baseline", "", 0)),
                        "{}",
                        now),
                new Event.TrialStarted(
                        TRIAL,
                        "study",
                        "baseline",
                        "",
                        0,
                        "{}",
                        provenance,
                        List.of(new Event.LayerSummary("dense1", "dense", "10", 110, 110, 210)),
                        now),
                new Event.StepDone(TRIAL, 1, 0, 16, 2.3f, 1.0, Map.of("learning-rate", 0.1)),
                new Event.Recorded(TRIAL, "note", 1, new Artifact.Text("note", "text")),
                new Event.EpochDone(TRIAL, 1, 1, metrics, TRIAL, took),
                new Event.Checkpointed(TRIAL, 1, 1, "checkpoint", TRIAL),
                new Event.TrialEnded(TRIAL, Event.Status.FINISHED, "", 1, metrics, TRIAL, took, now),
                new Event.Warned("plugins", "a jar was skipped"),
                new Event.StudyEnded("study", Map.of("test.accuracy of baseline >= 0.9", true), took));
    }
}
