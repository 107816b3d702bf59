package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** A condition that ends a training, and phases that learn from a few of the examples. */
class UntilTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model:
              - recurrent: {cell: {elman: 4}}
              - dense: 1
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 6, batch: 16, until: CONDITION}
            measure: [train.largest-error, test.mean-squared-error]
            seeds: 1
            """;

    @TempDir
    Path folder;

    private Answer run(String condition) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), FILE.replace("CONDITION", "'" + condition + "'"));
        return recurve("run", file, "--store", folder.resolve("store"));
    }

    private long epochs() {
        String shown = recurve("show", "sums/baseline", "--store", folder.resolve("store"))
                .out();
        return shown.lines()
                .filter(line -> line.matches("\\s*\\d+ +\\d+ +\\S.*"))
                .count();
    }

    @Test
    void theFirstEpochOfWhichItHoldsIsTheLast() throws IOException {
        Answer answer = run("train.loss < 100");
        assertEquals(0, answer.code(), answer.err());
        assertEquals(1, epochs());
        assertTrue(
                (answer.out() + answer.err()).contains("train.loss < 100.0 after epoch 1"),
                answer.out() + answer.err());
    }

    @Test
    void whatIsNeverReachedEndsNothing() throws IOException {
        assertEquals(0, run("train.largest-error <= 1e-9").code());
        assertEquals(6, epochs());
    }

    @Test
    void saysWhatCannotEndATraining() throws IOException {
        assertTrue(run("train.accuracy >= 1").err().contains("\"train.accuracy\" is not known after each epoch"));
        assertTrue(run("test.loss <= 1").err().contains("test split, which is read once"));
        assertTrue(run("train.loss").err().contains("is no condition"));
        assertTrue(run("train.loss <= small").err().contains("\"small\" is no number"));
        assertEquals(2, run("train.loss <= small").code());
    }

    /** An epoch of 16 examples in batches of 16 is one step, one of all 64 is four. */
    @Test
    void aPhaseLearnsFromTheFirstExamplesAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), FILE.replace(", until: CONDITION", "") + """
                phases:
                  - {name: many, epochs: 1}
                  - {name: few, examples: 16, epochs: 2}
                """);
        assertEquals(0, recurve("run", file, "--store", folder.resolve("store")).code());
        String shown = recurve("show", "sums/baseline", "--store", folder.resolve("store"))
                .out();
        assertEquals(
                java.util.List.of("1 4", "2 5", "3 6"),
                shown.lines()
                        .filter(line -> line.matches("\\s*\\d+ +\\d+ +\\S.*"))
                        .map(line -> line.strip().replaceAll("^(\\d+) +(\\d+).*", "$1 $2"))
                        .toList());
        Files.writeString(file, Files.readString(file).replace("examples: 16", "examples: 65"));
        Answer more = recurve("check", file, "--store", folder.resolve("store"));
        assertEquals(2, more.code());
        assertTrue(more.err().contains("there are 64 training examples, fewer than 65"), more.err());
    }
}
