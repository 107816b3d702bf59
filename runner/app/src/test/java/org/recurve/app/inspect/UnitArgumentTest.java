package org.recurve.app.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.app.command.Shell.Answer;

/** Receptive fields of units that the command line names. */
class UnitArgumentTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 5, train: 20, validation: 10, test: 10}}
            model:
              - recurrent: {cell: {elman: 3}, output: all}
              - flatten
              - dense: 1
            loss: squared-error
            train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 1, batch: 10}
            measure: [validation.loss]
            """;

    @TempDir
    Path folder;

    private Path file;
    private Path store;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("a.yaml"), FILE);
        store = folder.resolve("store");
    }

    private Answer unit(Object of, String unit) {
        return recurve("show", of, "--unit", unit, "--store", store);
    }

    /** The state after the third step has heard three steps of two numbers. */
    @Test
    void aStepSeesWhatCameBeforeIt() {
        Answer answer = unit(file, "recurrent1[2,0]");
        assertEquals(0, answer.code(), answer.err());
        assertEquals("""
                recurrent1[2,0] of 5×3 sees 6 of the 10 inputs: input[0–2,0–1] of 5×2, a box of 3×2

                  ████
                  ████
                  ████
                  ····
                  ····
                """, answer.out());
        assertTrue(unit(file, "dense1[0]").out().contains("sees 10 of the 10 inputs"));
    }

    @Test
    void aStoredTrialNeedsNoFile() throws IOException {
        assertEquals(0, recurve("run", file, "--store", store).code());
        String drawn = unit(file, "recurrent1[1,2]").out();
        Files.delete(file);
        assertEquals(drawn, unit("sums", "recurrent1[1,2]").out());
        Answer json = recurve("show", "sums/baseline/0", "--unit", "recurrent1[1,2]", "--json", "--store", store);
        assertTrue(json.out().contains("\"seen\":[0,1,2,3]"), json.out());
    }

    @Test
    void aStudyOfWhichNoTrialHasBegunHasNoModelYet() {
        long without = Stream.of("1/2", "2/2")
                .filter(shard -> {
                    Path part = folder.resolve("part" + shard.charAt(0));
                    recurve("run", file, "--shard", shard, "--store", part);
                    Answer answer = recurve("show", "sums", "--unit", "dense1[0]", "--store", part);
                    return answer.code() == 2 && answer.err().contains("no trial of sums has begun");
                })
                .count();
        assertEquals(1, without, "the only trial is of one part");
    }

    /** A trial records the circuit of its recurrence. */
    @Test
    void theUnfoldedGraphIsShown() {
        assertEquals(0, recurve("run", file, "--store", store).code());
        String shown = recurve("show", "sums/baseline/0", "--store", store).out();
        assertTrue(shown.contains("h(t) ← h(t−1) by W, x(t) by U"), shown);
        String json =
                recurve("show", "sums/baseline/0", "--json", "--store", store).out();
        assertTrue(json.contains("{\"delay\":1,\"from\":1,\"label\":\"W\",\"to\":1}"), json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            recurrent1      | names no unit
            recurrent1[-1]  | names no unit
            conv1[0]        | the model has no layer "conv1", only recurrent1, flatten1, dense1
            recurrent1[5,0] | recurrent1 gives 5×3 and so has no unit [5, 0]; indices count from 0
            """)
    void whatIsNoUnitIsRefused(String unit, String why) {
        Answer answer = unit(file, unit);
        assertEquals(2, answer.code(), answer.out());
        assertTrue(answer.err().contains(why), answer.err());
    }

    /** From below: the third step's first number reaches that step's state and all later ones, and so the answer. */
    @Test
    void anInputReachesWhatComesAfterIt() {
        Answer answer = recurve("show", file, "--unit", "input[2,0]", "--store", store, "--json");
        assertEquals(0, answer.code(), answer.err());
        String out = answer.out().replace(" ", "");
        assertTrue(out.contains("\"units\":[6,7,8,9,10,11,12,13,14]"), answer.out());
        assertTrue(out.contains("\"units\":[0]"), answer.out());
        String text = unit(file, "input[2,0]").out();
        assertTrue(text.lines().anyMatch(line -> line.startsWith("recurrent1[2–4,0–2]") && line.contains(" 9 ")), text);
        Answer outside = unit(file, "input[5,0]");
        assertEquals(2, outside.code());
        assertTrue(outside.err().contains("the input is 5×2 and so has no element [5, 0]"), outside.err());
    }
}
