package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.Store;
import org.recurve.storage.view.TrialView;

/** Cross-validation from the file to the answer, its test worked out from the trials' own metrics. */
class FoldsTest {
    private static final String FILE = """
        study: folds
        question: Does a bias help?
        data: {csv: {file: points.csv, target: y, answers: numbers, validation: 0.2, group: who}}
        model: [{dense: 1}]
        loss: squared-error
        train: {optimizer: {sgd: 0.1}, epochs: 3, batch: 8}
        measure: [test.mean-squared-error]
        seeds: {count: 2, from: 1, folds: 4}
        ablate: {without: {dense1.bias: false}}
        compare: {primary: test.mean-squared-error}
        """;

    @TempDir
    Path folder;

    private List<Object> more() {
        return List.of("--store", folder.resolve("store"), "--data", folder);
    }

    private Answer answer(String command, Object... words) {
        List<Object> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(words));
        all.addAll(more());
        return recurve(all.toArray());
    }

    private Path file(String text) throws IOException {
        StringBuilder rows = new StringBuilder("x,y,who\n");
        Random random = new Random(3);
        for (int i = 0; i < 60; i++) {
            double x = random.nextGaussian();
            rows.append(x)
                    .append(',')
                    .append(0.7 * x + 0.3 + 0.3 * random.nextGaussian())
                    .append(",p")
                    .append(i / 3)
                    .append('\n');
        }
        Files.writeString(folder.resolve("points.csv"), rows);
        return Files.writeString(folder.resolve("folds.yaml"), text);
    }

    private Map<String, Map<Long, Double>> metrics() {
        try (Store store = Store.open(folder.resolve("store"))) {
            Map<String, Map<Long, Double>> metrics = new TreeMap<>();
            for (TrialView trial : store.reader().study("folds").orElseThrow().trials()) {
                metrics.computeIfAbsent(trial.variant(), _ -> new TreeMap<>())
                        .put(trial.seed(), trial.metrics().get("test.mean-squared-error"));
            }
            return metrics;
        }
    }

    @Test
    void differencesAreTestedWithTheCorrectedVariance() throws IOException {
        Path file = file(FILE);
        Answer check = answer("check", file);
        assertEquals(0, check.code(), check.err());
        assertTrue(check.out().contains("16 trials: 2 variants x 2 rounds of 4 folds"), check.out());
        assertTrue(
                check.out().matches("(?s).*tested +fold 1 +fold 2 +fold 3 +fold 4\nexamples +15 +15 +15 +15\n.*"),
                check.out());
        assertTrue(check.out().contains("with 8 tests on folds, a difference of "), check.out());
        assertTrue(check.out().contains("reads the baseline's examples in the baseline's order"), check.out());

        Answer run = answer("run", file);
        assertEquals(0, run.code(), run.err());
        Map<String, Map<Long, Double>> metrics = metrics();
        assertEquals(
                List.of(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L),
                List.copyOf(metrics.get("baseline").keySet()));
        double[] differences = metrics.get("without").entrySet().stream()
                .mapToDouble(entry -> entry.getValue() - metrics.get("baseline").get(entry.getKey()))
                .toArray();
        DescriptiveStatistics of = new DescriptiveStatistics(differences);
        double t = of.getMean() / Math.sqrt(of.getVariance() * (1 / 8.0 + 1 / 3.0));
        double p = 2 * new TDistribution(7).cumulativeProbability(-Math.abs(t));
        String page = Files.readString(folder.resolve("store/reports/folds.html"));
        String said = String.format(java.util.Locale.ROOT, p < 0.001 ? "%.1e" : "%.2g", p);
        assertTrue(page.contains("in place of 1/J, since trainings on different folds share examples"), "the note");
        assertTrue(page.contains("Cross-validated on 4 folds in 2 rounds"), run.out());
        Answer show = answer("show", "folds");
        assertTrue(show.out().contains("Cross-validated on 4 folds in 2 rounds: a seed is a fold"), show.out());
        assertTrue(page.contains("<p class=\"note\">Cross-validated on 4 folds"), "a note, in no colour of warnings");
        Answer seventh = answer("show", "folds/baseline/7");
        assertTrue(seventh.out().contains("\ntested on fold 4 of 4, in round 2\n"), seventh.out());
        aSeedOfTheCommandLineIsStillAFold(file);
        assertTrue(page.replace("\u00a0", " ").contains("p = " + said + " after Holm over 1"), () -> "p = " + p);
    }

    /** The trial of the whole study is found, not another one without folds trained. */
    private void aSeedOfTheCommandLineIsStillAFold(Path file) {
        Answer check = answer("check", file, "--seed", "7");
        assertEquals(0, check.code(), check.err());
        assertTrue(check.out().matches("(?s).*tested +fold 4\nexamples +15\n.*"), check.out());
        assertTrue(
                check.out().contains("each fold is the test split in turn; test of the data set decides nothing"),
                check.out());
        assertTrue(check.out().contains("2 trials: 2 variants x 1 of the tests on 4 folds"), check.out());
        assertTrue(check.out().contains("2 trials: 2 stored"), check.out());
    }

    @Test
    void whatCannotBeFoldedIsRefused() throws IOException {
        Path file = file(FILE);
        refused(file, FILE.replace("folds: 4", "folds: 1"), "folds is 1, but one fold is tested");
        refused(
                file,
                FILE.replace(
                        "data: {csv: {file: points.csv, target: y, answers: numbers, validation: 0.2, group: who}}",
                        "data: {adding: 5}"),
                "adding has no setting \"fold\"");
        refused(
                file,
                FILE.replace("folds: 4", "folds: 30"),
                "30 folds need at least as many groups, and there are 20; ask for fewer folds");
        refused(
                file,
                FILE + "tune: {search: random, trials: 2, by: validation.loss, over: {train.batch: [4, 8]}}\n",
                "a search over them would have seen every test");
    }

    private void refused(Path file, String text, String why) throws IOException {
        Files.writeString(file, text);
        Answer check = answer("check", file);
        assertEquals(2, check.code(), check.out());
        assertTrue(check.err().contains(why), check.err());
        assertEquals(1, check.err().split(java.util.regex.Pattern.quote(why), -1).length - 1, check.err());
    }
}
