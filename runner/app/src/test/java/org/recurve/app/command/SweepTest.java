package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** What ended while tuning, well or not, is no more to be done. */
    @Test
    void progressCountsNothingTwice() throws IOException {
        Path file = file("""
                seeds: 2
                tune: {search: random, trials: 3, by: validation.loss, over: {train.optimizer.learning-rate: {uniform: [1, 5e3]}}}
                """);
        Answer answer = recurve("run", file, "--store", folder.resolve("store"), "--jobs", 1);
        List<String> counts = answer.err()
                .lines()
                .filter(line -> line.matches("\\d+/\\d+  .*"))
                .map(line -> line.split(" ")[0])
                .toList();
        assertEquals(List.of("1/2", "2/2"), counts, answer.err());
    }
}
