package org.recurve.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.storage.EventRecorder;

/** A report shows what somebody can read, and leaves out what says nothing. */
class ReportReadingTest {
    @TempDir
    Path folder;

    @Test
    void confusionsOfOthersAreDifferencesInPoints() throws IOException {
        List<String> classes = List.of("cat", "dog");
        String html = report(two(1), (recorder, studies) -> {
            for (int variant = 0; variant < 2; variant++) {
                studies.begin(recorder, variant, 0);
                long[][] counts = variant == 0 ? new long[][] {{80, 20}, {3, 97}} : new long[][] {{30, 10}, {3, 97}};
                studies.show(recorder, variant, 0, 1, "confusion-test", new Artifact.Confusion("c", classes, counts));
                studies.end(recorder, variant, 0, Event.Status.FINISHED, Map.of("test.accuracy", 0.9));
            }
        });
        String mistakes =
                html.substring(html.indexOf("<section id=\"mistakes\""), html.indexOf("<section id=\"model\""));

        assertTrue(mistakes.contains(">80</text>"), "the counts of the first");
        assertFalse(mistakes.contains(">30</text>"), "of the other, only differences");
        assertEquals(3, mistakes.split("−5[.0]*</text>", -1).length, "75 % are right instead of 80 %, in two matrices");
    }

    /** By hand: 80 of 83 answers "cat" are right, of 100 cats; 8 answers of 10 with 0.9, and 5 of 10 with 0.5, are right. */
    @Test
    void classesAndProbabilitiesStandByTheMistakes() throws IOException {
        List<String> classes = List.of("cat", "dog");
        String html = report(two(1), (recorder, studies) -> {
            studies.begin(recorder, 0, 0);
            studies.show(recorder, 0, 0, 1, "confusion-test", new Artifact.Confusion("c", classes, new long[][] {
                {80, 20}, {3, 97}
            }));
            studies.show(
                    recorder,
                    0,
                    0,
                    1,
                    "calibration-test",
                    new Artifact.Matrix(
                            "c",
                            List.of("a", "b", "c"),
                            List.of("answers", "mean probability", "share right"),
                            new double[][] {{0, 0, 0}, {10, 0.5, 0.5}, {10, 0.9, 0.8}}));
            studies.show(
                    recorder,
                    0,
                    0,
                    1,
                    "roc-test",
                    new Artifact.Curve("r", "x", "y", new double[] {0, 0.5, 1}, new double[] {0.25, 1, 1}));
            studies.show(
                    recorder,
                    0,
                    0,
                    1,
                    "calibration-validation",
                    new Artifact.Matrix("forged", List.of(), List.of(), new double[][] {{1, 2}}));
            studies.end(recorder, 0, 0, Event.Status.FINISHED, Map.of("test.accuracy", 0.9));
        });
        String mistakes =
                html.substring(html.indexOf("<section id=\"mistakes\""), html.indexOf("<section id=\"pictures\""));
        assertTrue(
                mistakes.contains("<tr><th scope=\"row\">cat</th><td class=\"n\">0.964</td><td class=\"n\">0.800</td>"
                        + "<td class=\"n\">0.874</td><td class=\"n\">100</td></tr>"),
                mistakes);
        assertTrue(mistakes.contains("Calibration error (ECE) by seed: baseline 0.050."), mistakes);
        assertTrue(mistakes.contains("<b>Reliability diagram, test split</b>"), mistakes);
        assertTrue(mistakes.contains("<b>Receiver operating characteristic, test split</b>"), mistakes);
        assertTrue(mistakes.contains("[25,1E+2,1E+2]"), "in percent, as recorded");
        assertFalse(mistakes.contains("validation split"), "what is no such table is drawn as what it is");
        assertTrue(html.contains("forged"), "among the pictures");
    }

    @Test
    void noNumberHasMoreDigitsThanAnybodyReads() throws IOException {
        double[] odd = {1896715343432287031845460115456.0, 1.4e-13, -4e-20, 0, 12345678901234.5, 1e-9, -7e300};
        Studies.Variant[] variants = new Studies.Variant[odd.length];
        for (int i = 0; i < odd.length; i++) {
            variants[i] = new Studies.Variant("v" + i, 0.9, "shared");
        }
        String html = report(new Studies("odd", 3, 2, variants), (recorder, studies) -> {
            for (int variant = 0; variant < odd.length; variant++) {
                for (int seed = 0; seed < 3; seed++) {
                    studies.begin(recorder, variant, seed);
                    Map<String, Double> all =
                            Map.of("test.accuracy", odd[variant] * (1 + seed), "test.loss", odd[variant]);
                    recorder.accept(new Event.EpochDone(
                            Studies.id(variant, seed),
                            1,
                            9,
                            Map.of("validation.loss", odd[variant]),
                            "sha256:0",
                            Duration.ZERO));
                    studies.end(recorder, variant, seed, Event.Status.FINISHED, all);
                }
            }
        });
        String said = html.replaceAll("(?s)<(script|style|code|pre).*?</\\1>", "")
                .replaceAll("data:[^\"]*|trial-[0-9a-f]+|<time[^>]*>|<dd>sha256[^<]*", "");

        Matcher many =
                Pattern.compile("[0-9,]{13,}|0\\.0{6,}\\b|[0-9]\\.[0-9]{9,}").matcher(said);
        assertFalse(many.find(), () -> said.substring(StrictMath.max(0, many.start() - 200), many.end() + 50));
    }

    @Test
    void aQuantityThatNeverChangesIsASentence() throws IOException {
        String html = report(two(2), (recorder, studies) -> {
            for (int variant = 0; variant < 2; variant++) {
                for (int seed = 0; seed < 2; seed++) {
                    studies.begin(recorder, variant, seed);
                    for (int step = 1; step <= 4; step++) {
                        Map<String, Double> watched = Map.of("learning-rate", variant == 0 ? 0.1 : 1.5, "decay", 0.1);
                        recorder.accept(new Event.StepDone(Studies.id(variant, seed), step, 1, 8, step, 1, watched));
                    }
                    studies.end(recorder, variant, seed, Event.Status.FINISHED, Map.of("test.accuracy", 0.9));
                }
            }
        });

        assertTrue(html.contains("learning-rate never changes: 0.1 with baseline; 1.5 with hot."));
        assertTrue(html.contains("decay never changes: 0.1."));
        assertFalse(html.contains("<b>learning-rate</b>"), "a chart of it");
        assertTrue(html.contains("<b>loss of each batch</b>"), "a chart of what changes");
    }

    private static Studies two(int seeds) {
        return new Studies(
                "two",
                seeds,
                1,
                new Studies.Variant("baseline", 0.9, "shared"),
                new Studies.Variant("hot", 0.9, "tiled"));
    }

    private String report(Studies studies, BiConsumer<EventRecorder, Studies> happens) throws IOException {
        return Files.readString(Written.report(folder.resolve("store"), studies, (recorder, made) -> {
            made.start(recorder);
            happens.accept(recorder, made);
        }));
    }
}
