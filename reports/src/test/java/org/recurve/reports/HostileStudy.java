package org.recurve.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;
import org.recurve.storage.EventRecorder;

/**
 * A study in which every text that a journal may hold is the given one: names, questions, metrics, settings, reasons,
 * warnings, provenance, and the labels of artifacts of every kind.
 *
 * @param text stands everywhere, in the names of variants without the separators of paths that they must not have
 */
record HostileStudy(String text) {
    private static final String NAME = "hostile";

    private static String json(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    private static String id(int number) {
        return "sha256:" + "%064x".formatted(number);
    }

    private String variant(int number) {
        return text.replace('/', '|') + number;
    }

    /** Records two variants, each of two seeds, and a trial that failed. */
    void record(EventRecorder recorder) {
        begin(recorder);
        recorder.accept(new Event.StudyEnded(NAME, Map.of(text, true, text + " missed", false), Duration.ofSeconds(1)));
    }

    /** Records the same without the end of the study, which then still lives. */
    void begin(EventRecorder recorder) {
        recorder.accept(new Event.StudyStarted(
                NAME,
                text,
                text,
                List.of(plan(0, 0), plan(0, 1), plan(1, 0), plan(1, 1)),
                """
                {"primary": %1$s, "against": %2$s, "margin": 0.1, "better": {%1$s: "higher"}, "shares": [%1$s],
                 "success": {"metric": %1$s, "sign": ">", "bound": 0.5},
                 "published": [{"source": %1$s, "results": [{"metric": %1$s, "of": %2$s, "value": 0.9}]}]}""".formatted(json(text), json(variant(0))),
                Studies.START,
                text));
        recorder.accept(new Event.Warned(text, text));
        for (int trial = 0; trial < 4; trial++) {
            trial(recorder, trial);
        }
    }

    private Event.TrialPlan plan(int variant, int seed) {
        return new Event.TrialPlan(id(2 * variant + seed), variant(variant), "", seed);
    }

    private void trial(EventRecorder recorder, int number) {
        String id = id(number);
        boolean failed = number == 3;
        Map<String, String> facts = Map.of(text, text, "cpu", text, "jdk", text);
        recorder.accept(new Event.TrialStarted(
                id,
                NAME,
                variant(number / 2),
                "",
                number % 2,
                "{%1$s: {%1$s: %1$s}, \"seed\": %2$d, \"model\": [{%1$s: {%1$s: [%1$s, %1$s]}}], \"train\": {%1$s: %2$d}}"
                        .formatted(json(text), number),
                new Provenance(text, 1, Map.of("conv", text), text, facts),
                List.of(new Event.LayerSummary(text, text, text, 1, 2, 3)),
                Studies.START));
        for (int step = 1; step <= 4; step++) {
            recorder.accept(new Event.StepDone(id, step, 1, 8, step, step, Map.of(text, 1.0 * step)));
        }
        recorder.accept(new Event.EpochDone(
                id, 1, 4, Map.of(text, 0.5 + number, "train.loss", 1.0), text, Duration.ofSeconds(1)));
        int name = 0;
        for (Artifact artifact : artifacts()) {
            recorder.accept(new Event.Recorded(id, text + name++, 4, artifact));
        }
        recorder.accept(new Event.Recorded(id, "findings", 4, new Artifact.Text(text, text)));
        recorder.accept(new Event.Recorded(id, "sample", 4, new Artifact.Text(text, text)));
        recorder.accept(new Event.Recorded(id, "confusion-test", 4, artifacts().get(5)));
        recorder.accept(new Event.Recorded(id, "mistakes", 4, artifacts().get(6)));
        recorder.accept(new Event.TrialEnded(
                id,
                failed ? Event.Status.FAILED : Event.Status.FINISHED,
                failed ? text : "",
                failed ? -1 : 1,
                failed ? Map.of() : Map.of(text, 0.5 + number),
                text,
                Duration.ofSeconds(1),
                Instant.EPOCH));
    }

    private List<Artifact> artifacts() {
        List<String> two = List.of(text, text);
        Artifact.ImageGrid images = new Artifact.ImageGrid(text, 1, 1, 1, List.of(new float[] {1}), List.of(text));
        return List.of(
                new Artifact.Curve(text, text, text, new double[] {1, 2}, new double[] {3, 4}),
                new Artifact.Matrix(text, two, two, new double[][] {{1, 2}, {3, 4}}),
                images,
                new Artifact.Graph(text, two, List.of(new Artifact.Edge(0, 1, text))),
                new Artifact.Circuit(
                        text, two, List.of(new Artifact.Wire(0, 1, 0, text), new Artifact.Wire(1, 0, 1, text))),
                new Artifact.Confusion(text, two, new long[][] {{1, 2}, {3, 4}}),
                new Artifact.Mistakes(text, two, 5, new int[] {3}, new int[] {0}, new int[] {1}, new int[] {3}, images),
                new Artifact.Text(text, text));
    }
}
