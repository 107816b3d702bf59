package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.app.command.Shell.Answer;

/** Trainings in phases, from file to answer. The first phase's name comes after the second's in the alphabet. */
class PhasesTest {
    private static final String FILE = """
            study: phased
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model:
              - {dense: 3, name: encode}
              - {tanh: {}, name: code}
              - {transposed-dense: 8, name: decode, tie: encode}
              - {dense: 1, name: answer}
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
            phases:
              rebuild: {run: [encode, code, decode], target: input, epochs: 1}
              answer: {run: [encode, code, answer], learn: answer}
            measure: [test.mean-squared-error]
            ablate: {whole: {set: {phases.answer.learn: "*"}}}
            expect: [rebuild.validation.loss of baseline < 100]
            """;

    @TempDir
    Path folder;

    private Answer run(String command, String text, Object... more) {
        try {
            Path file = Files.writeString(folder.resolve("phased.yaml"), text);
            Object[] words = new Object[more.length + 4];
            System.arraycopy(new Object[] {command, file, "--store", folder.resolve("store")}, 0, words, 0, 4);
            System.arraycopy(more, 0, words, 4, more.length);
            return recurve(words);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void phasesRunInTheOrderOfTheFileAndTheSameBitsComeFromTheStore() {
        Answer run = run("run", FILE, "--json");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("rebuild.validation.loss"), run.out());
        Answer verified = recurve("verify", "phased", "--store", folder.resolve("store"));
        assertEquals(0, verified.code(), verified.out() + verified.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run: [encode, code, decode] | run: [encode, kode, decode] | phases.rebuild.run: no part is named \"kode\"",
                "learn: answer               | learn: [anser]              | phases.answer.learn: no part is named \"anser\"",
                "learn: answer               | learn: code                 | phases.answer.learn: this phase trains nothing",
                "target: input               | target: image               | phases.rebuild.target: examples hold no \"image\"",
                "epochs: 1}                  | epoch: 1}                   | phases.rebuild.epoch: rebuild has no setting \"epoch\"",
                "epochs: 1}                  | turn: 2}                    | this phase has the turn 2, as rebuild has",
                "rebuild: {                  | test: {                     | \"test\" is not a name of a phase",
                "learn: answer               | learn: answer, target: code                | phases.answer.target: the last phase is the one"
            })
    void mistakesAreFoundBeforeAnythingRuns(String right, String wrong, String message) {
        Answer check = run("check", FILE.replace(right, wrong));
        assertEquals(2, check.code(), check.out());
        assertTrue(check.err().contains(message), check.err());
    }
}
