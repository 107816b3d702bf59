package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.Golden;
import org.recurve.app.command.Shell.Answer;

/** Studies that are run in part, from end to end. */
class BoundsTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 4
            ablate: {small: {recurrent1.cell.units: 2}}
            expect: [test.mean-squared-error of baseline < 100]
            """;

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("s.yaml"), text);
    }

    private static List<String> digests(Answer answer) {
        return Pattern.compile("\"digest\":\"(sha256:[0-9a-f]+)\"")
                .matcher(answer.out())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void theFirstTrialsAloneAreRunAndTheStudySaysSoEverywhere() throws IOException {
        Path file = file(FILE);
        Path store = folder.resolve("store");
        Answer some = recurve("run", file, "--store", store, "--json", "--max-trials", 3, "--jobs", 2);
        assertEquals(0, some.code(), some.err());
        assertEquals(3, digests(some).size());
        assertTrue(some.err().contains("bounded by --max-trials 3: 3 of 8 trials finished"), some.err());
        assertTrue(some.out().contains("\"expectations\":{}"), some.out());
        assertTrue(recurve("list", "--store", store).out().contains("of 8: 3 finished; bounded by --max-trials 3"));
        String shown = recurve("show", "sums", "--store", store).out();
        assertTrue(shown.contains("warning: bounded: by --max-trials 3: 3 of 8 trials are finished"), shown);
        String report = Files.readString(store.resolve("reports").resolve("sums.html"));
        assertTrue(report.contains("by --max-trials 3: 3 of 8 trials are finished"));
        Answer again = recurve("run", file, "--store", store, "--json", "--max-trials", 3);
        assertEquals(digests(some), digests(again));
        Answer all = recurve("run", file, "--store", store, "--json");
        assertEquals(8, digests(all).size());
        assertEquals(digests(some), digests(all).subList(0, 3));
        assertFalse(recurve("list", "--store", store).out().contains("bounded"));
    }

    @Test
    void theShardsOfAStudyAreTheStudy() throws IOException {
        Path file = file(FILE);
        Answer whole = recurve("run", file, "--store", folder.resolve("whole"), "--json");
        Path joined = folder.resolve("part1");
        int all = 0;
        for (int part = 1; part <= 3; part++) {
            Path store = folder.resolve("part" + part);
            Answer answer = recurve("run", file, "--store", store, "--json", "--shard", part + "/3");
            assertEquals(0, answer.code(), answer.err());
            all += digests(answer).size();
            if (part > 1) {
                assertEquals(0, recurve("import", store, "--store", joined).code());
            }
        }
        assertEquals(8, all);
        Answer rest = recurve("run", file, "--store", joined, "--json");
        assertFalse(rest.err().contains("1/"), () -> "nothing is left to be run: " + rest.err());
        assertEquals(digests(whole), digests(rest));
    }

    @Test
    void timeThatIsUpLeavesWhatIsDoneAndTheStudyGoesOnLater() throws IOException {
        Path file = file(FILE.replace("epochs: 2", "epochs: 20000").replace("seeds: 4", "seeds: 1"));
        Path store = folder.resolve("store");
        Answer answer = recurve("run", file, "--store", store, "--max-time", "1s");
        assertEquals(75, answer.code(), answer.err());
        assertTrue(answer.err().contains("bounded by --max-time 1s: 0 of 2 trials finished"), answer.err());
        assertTrue(recurve("list", "--store", store).out().contains("bounded by --max-time 1s"));
    }

    @Test
    void mistakesAreSaidBeforeAnythingRuns() throws IOException {
        StringBuilder said = new StringBuilder();
        Path file = file(FILE);
        for (String bound : List.of(
                "--max-time=ten", "--max-time=0s", "--max-trials=0", "--shard=3/2", "--shard=half", "--shard=0/4")) {
            said.append(recurve("run", file, "--store", folder.resolve("store"), bound)
                    .err());
        }
        Path tuned = file(FILE + """
                tune: {search: random, trials: 2, by: validation.loss, over: {train.batch: [8, 16]}}
                """);
        Answer answer = recurve("run", tuned, "--store", folder.resolve("store"), "--shard", "1/2");
        assertEquals(2, answer.code());
        said.append(answer.err());
        new Golden("bounds").matches(said.toString().stripTrailing());
        assertFalse(Files.exists(folder.resolve("store")));
    }
}
