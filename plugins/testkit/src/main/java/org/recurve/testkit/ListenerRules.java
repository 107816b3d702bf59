package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.api.event.ListenerContext;
import org.recurve.api.event.ListenerSession;
import org.recurve.api.event.Provenance;

/**
 * Checks what is demanded of a listener: its session takes every kind of event; and if it catches up, a session that is given
 * everything again, after one that was killed, leaves the same files as one that was not.
 */
final class ListenerRules {
    private static final String TRIAL = "sha256:" + "0".repeat(64);

    private ListenerRules() {}

    static <C extends Record> List<ContractCheck> checks(Listener<C> listener, C config) {
        List<ContractCheck> checks = new ArrayList<>();
        checks.add(new ContractCheck("takes every kind of event", () -> written(listener, config, 0)));
        if (listener.catchesUp(config)) {
            checks.add(new ContractCheck("leaves the same files after a kill", () -> {
                Map<String, String> whole = written(listener, config, 0);
                for (int killed = 1; killed <= study().size(); killed++) {
                    assertEquals(whole, written(listener, config, killed), "killed after " + killed + " events");
                }
            }));
        }
        return checks;
    }

    /** Returns the files of a session that had the whole study, as hexadecimal digits, after one that was killed. */
    private static <C extends Record> Map<String, String> written(Listener<C> listener, C config, int killed)
            throws IOException {
        Path folder = Files.createTempDirectory("listener");
        try {
            ListenerContext context = new ListenerContext(
                    folder,
                    "study",
                    "why?",
                    "study: study",
                    List.of("validation.loss"),
                    List.of(new ListenerContext.PlannedTrial(TRIAL, "baseline", "", 0, "{}")));
            ListenerSession lost = listener.open(config, context);
            for (Event event : study().subList(0, killed)) {
                lost.on(event);
            }
            try (ListenerSession session = listener.open(config, context)) {
                for (Event event : study()) {
                    session.on(event);
                }
            }
            return files(folder);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return files;
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
