package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.app.Golden;
import org.recurve.app.command.Shell.Answer;

/** Sweeps and tuning from end to end, on generated data. */
class SweepTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 3, batch: 16}
            measure: [test.mean-squared-error]
            """;

    @TempDir
    Path folder;

    private Path file(String more) throws IOException {
        return Files.writeString(folder.resolve("s.yaml"), FILE + more);
    }

    @Test
    void aSweepIsEveryVariantAtEveryPoint() throws IOException {
        Path file = file("""
                seeds: 2
                ablate: {tanh: {insert: {after: recurrent1, layers: [{tanh: {}, name: t}]}}}
                sweep: {recurrent1.cell.units: [2, 3], train.batch: {choices: [8, 16], when: {recurrent1.cell.units: 3}}}
                expect: ["test.mean-squared-error of baseline@units=2 < 100"]
                """);
        Answer answer = recurve("check", file, "--store", folder.resolve("store"));
        assertEquals("", answer.err());
        assertTrue(answer.out().contains("""
                  baseline@units=2/0
                  tanh@units=2/0
                  baseline@units=3,batch=8/0
                  tanh@units=3,batch=8/0
                  baseline@units=3,batch=16/0
                  tanh@units=3,batch=16/0
                  baseline@units=2/1
                """), answer.out());
        assertTrue(answer.out().contains("\nbaseline@units=3,batch=8: "), answer.out());
        assertEquals(0, recurve("run", file, "--store", folder.resolve("store")).code());
    }

    /** Four digits of 0.99995 are 1. */
    @Test
    void drawnValuesStayWithinTheirBoundsAndDiffer() throws IOException {
        Path file = file("""
                sweep: {search: halton, trials: 30, over: {train.optimizer.learning-rate: {uniform: [0.9999, 0.99999]}}}
                """);
        Answer answer = recurve("check", file, "--json", "--store", folder.resolve("store"));
        assertEquals(0, answer.code(), answer.err());
        Matcher matcher =
                Pattern.compile("\"baseline@learning-rate=([0-9.]+)\"").matcher(answer.out());
        Set<Double> drawn = new TreeSet<>();
        while (matcher.find()) {
            drawn.add(Double.parseDouble(matcher.group(1)));
        }
        assertEquals(30, drawn.size(), answer.out());
        assertTrue(drawn.stream().allMatch(value -> value >= 0.9999 && value <= 0.99999), drawn.toString());
    }

    /** The whole numbers from 2.5 on do not begin at 2. */
    @Test
    void boundsOfWholeNumbersAreWhole() throws IOException {
        Path file = file("sweep: {search: halton, trials: 3, over: {train.batch: {whole: [2.5, 4]}}}\n");
        Answer answer = recurve("check", file, "--store", folder.resolve("store"));
        assertEquals(2, answer.code(), answer.out());
        assertTrue(
                answer.err()
                        .contains(
                                ":7:64  sweep.train.batch: whole draws whole numbers between whole bounds, found 2.5 and 4"),
                answer.err());
    }

    @Test
    void fewerPointsThanWereAskedForAreSaid() throws IOException {
        Path file = file("sweep: {search: halton, trials: 30, over: {train.batch: {whole: [2, 5]}}}\n");
        Answer answer = recurve("check", file, "--store", folder.resolve("store"));
        assertTrue(
                answer.out().contains("the sweep drew 30 points, but only 4 of them differ, and each is run once"),
                answer.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train.optimizer.learning-rate: {uniform: [0.05, 0.0500001]} | the best of 6)",
                "train.batch: {whole: [4, 5]} | the best of 6, 1 different)"
            })
    void tuningTriesWhatDiffersAndSaysWhatDoesNot(String over, String said) throws IOException {
        Path file = file("seeds: 1\ntune: {search: random, trials: 6, by: validation.loss, over: {" + over + "}}\n");
        Answer answer = recurve("run", file, "--store", folder.resolve("store"));
        assertEquals(0, answer.code(), answer.err());
        assertTrue((answer.err() + answer.out()).contains(said), answer.err() + answer.out());
    }

    @Test
    void valuesThatAreInTheListAlreadyAreRefusedWhereTheyStand() throws IOException {
        String[] sections = {
            "sweep: {recurrent1.cell.units: [4, 4.0, 5]}",
            "sweep: {train.batch: [8, 1.6e1, 16]}",
            "sweep: {train.optimizer: [{sgd: {learning-rate: 0.1, momentum: 0.5}}, {sgd: {momentum: 5e-1, learning-rate: 0.1}}]}",
            "sweep: {points: [{train.batch: 8, train.epochs: 2}, {train.epochs: 2, train.batch: 8.0}]}",
            "ablate: {mode: one-factor, of: {train.batch: [8, 8.0]}}",
            "tune: {search: random, trials: 2, by: validation.loss, over: {train.batch: [8, 8]}}",
            "sweep: {recurrent1.cell: [{elman: 4}, {elman: {units: 4}}]}",
            "tasks: {a: {data.steps: 5}, b: {data.steps: 5.0}}"
        };
        StringBuilder said = new StringBuilder();
        for (String section : sections) {
            Answer answer = recurve("check", file(section + "\n"), "--store", folder.resolve("store"));
            assertEquals(2, answer.code(), answer.out());
            said.append(section).append('\n');
            said.append(answer.err().replace(folder.toString() + "/", "")).append('\n');
        }
        new Golden("repeated-values").matches(said.toString().stripTrailing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{tpe: {lag: 2, start: 2}}", "{halving: 4}", "random"})
    void everySearchMakesTheSameTrialsWithAnyNumberSideBySide(String search) throws IOException {
        Path file = file("""
                seeds: 2
                ablate: {small: {recurrent1.cell.units: 2}}
                tune:
                  search: SEARCH
                  trials: 5
                  by: validation.loss
                  over: {train.optimizer.learning-rate: {log-uniform: [1e-3, 1]}, train.batch: [8, 16]}
                """.replace("SEARCH", search));
        Answer one = recurve("run", file, "--store", folder.resolve("one"), "--json", "--jobs", 1);
        assertEquals(0, one.code(), one.err());
        Answer many = recurve("run", file, "--store", folder.resolve("many"), "--json", "--jobs", 3);
        assertEquals(
                one.out().replace(folder.resolve("one").toString(), ""),
                many.out().replace(folder.resolve("many").toString(), ""));
        assertTrue(one.err().contains("tuned baseline: learning-rate="), one.err());
        assertTrue(one.out().contains("\"variant\":\"small@learning-rate="), one.out());
        assertEquals(
                4, one.out().split("\"variant\":\"(baseline|small)\"", -1).length - 1, "confirmed on two seeds each");
        Answer again = recurve("run", file, "--store", folder.resolve("one"), "--json");
        assertEquals(one.out(), again.out());
    }

    /** Each variant is tuned at each point of the sweep, which stays what it was. */
    @Test
    void whatIsSweptIsReportedAndTheRestTunedAtEachPoint() throws IOException {
        Path file = file("""
                sweep: {recurrent1.cell.units: [2, 3]}
                tune: {search: random, trials: 2, by: validation.loss, over: {train.batch: [8, 16, 32]}}
                """);
        Answer answer = recurve("run", file, "--store", folder.resolve("store"), "--json");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.err().contains("tuned baseline@units=2: batch="), answer.err());
        assertTrue(answer.out().contains("\"variant\":\"baseline@units=3,batch="), answer.out());
        assertEquals(2, answer.out().split("\"variant\":\"baseline@units=[23]\"", -1).length - 1, answer.out());
    }

    /** The narrower the interval that is asked for, the more seeds, all variants alike, whatever runs side by side. */
    @ParameterizedTest
    @CsvSource({"1e9, 10", "1e-9, 13"})
    void seedsAreAddedUntilDifferencesAreKnownPreciselyEnough(String width, int seeds) throws IOException {
        Path file = file("""
                seeds: {count: 10, most: 13, width: WIDTH}
                ablate: {small: {recurrent1.cell.units: 2}}
                compare: {primary: test.mean-squared-error}
                """.replace("WIDTH", width));
        Answer one = recurve("run", file, "--store", folder.resolve("one"), "--json", "--jobs", 1);
        Answer many = recurve("run", file, "--store", folder.resolve("many"), "--json", "--jobs", 3);
        assertEquals(0, one.code(), one.err());
        assertEquals(
                one.out().replace(folder.resolve("one").toString(), ""),
                many.out().replace(folder.resolve("many").toString(), ""));
        assertEquals(seeds, one.out().split("\"variant\":\"small\"", -1).length - 1);
        assertEquals(seeds, one.out().split("\"variant\":\"baseline\"", -1).length - 1);
        assertTrue(recurve("list", "--store", folder.resolve("one")).out().contains("of " + 2 * seeds + ": "));
        assertEquals(
                one.out(),
                recurve("run", file, "--store", folder.resolve("one"), "--json").out());
    }

    private static String tuning(String search, String rates) {
        return """
                tune: {search: %s, trials: 6, by: validation.loss, over: {train.optimizer.learning-rate: [%s]}}
                """.formatted(search, rates);
    }

    /** With a rate of 1e30 the loss is infinite after a step. */
    @ParameterizedTest
    @ValueSource(strings = {"{tpe: {lag: 2, start: 2}}", "{halving: 4}", "random", "halton", "sobol", "grid"})
    void aTrialThatDivergesWhileTuningIsTheWorstAndNoFailureOfTheStudy(String search) throws IOException {
        Path file = file(tuning(search, "0.01, 1e30, 1e31"));
        Answer answer = recurve("run", file, "--store", folder.resolve("store"), "--on-failure", "stop");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(
                answer.err()
                        .matches(
                                "(?s).*tuning baseline: \\d of \\d trials failed, which counts as the worst result:\\R"
                                        + "  baseline@learning-rate=1\\.0e3[01](,epochs=1)?/\\d+ (and \\d more )?diverged: the loss is .*"),
                answer.err());
        assertTrue(answer.err().contains("tuned baseline: learning-rate=0.01 ("), answer.err());
        assertFalse(answer.err().contains("bounded by"), "the study's own trial is finished");
        String report = Files.readString(Path.of(
                answer.out().substring(answer.out().indexOf("report: ") + 8).strip()));
        assertTrue(
                report.matches("(?s).*Of the \\d trials of the search \\d failed, which counts as the worst result.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{tpe: {lag: 2, start: 2}}", "{halving: 4}", "random"})
    void aSearchAllOfWhoseTrialsFailSaysSoAndRunsNothing(String search) throws IOException {
        Path file = file("sweep: {recurrent1.cell.units: [2, 3]}\n" + tuning(search, "1e30, 1e31"));
        Answer answer = recurve("run", file, "--store", folder.resolve("store"));
        assertEquals(1, answer.code(), answer.err());
        assertEquals("", answer.out());
        assertTrue(
                answer.err()
                        .contains("tune: no trial of baseline@units=2 came to a validation.loss, so there is nothing"),
                answer.err());
    }

    /** Each point is a variant of the study, and what it comes to is the study's result. */
    @Test
    void aPointOfASweepThatDivergesIsAFailureOfTheStudy() throws IOException {
        Path file = file("""
                sweep: {search: halton, trials: 4, over: {train.optimizer.learning-rate: [0.01, 1e30]}}
                """);
        Answer answer = recurve("run", file, "--store", folder.resolve("store"));
        assertEquals(1, answer.code(), answer.err());
        assertTrue(answer.out().contains("diverged: the loss is"), answer.out());
    }

    /** What ended while tuning, well or not, is no more to be done. */
    @Test
    void progressCountsNothingTwice() throws IOException {
        Path file = file("""
                seeds: 2
                tune: {search: random, trials: 6, by: validation.loss, over: {train.optimizer.learning-rate: [0.01, 5e3, 6e3]}}
                """);
        Answer answer = recurve("run", file, "--store", folder.resolve("store"), "--jobs", 1);
        List<String> counts = answer.err()
                .lines()
                .filter(line -> line.matches("\\d+/\\d+  .*"))
                .map(line -> line.split(" ")[0])
                .toList();
        assertTrue(answer.err().contains(" trials failed, which counts"), answer.err());
        assertEquals(List.of("1/2", "2/2"), counts, answer.err());
    }
}
