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
          - {name: rebuild, run: [encode, code, decode], target: input, epochs: 1}
          - {name: answer, run: [encode, code, answer], learn: answer}
        measure: [test.mean-squared-error]
        ablate: {whole: {set: {phases.answer.learn: "*"}}}
        expect: [rebuild.validation.loss of baseline < 100]
        """;

    private static final String MAP =
            FILE.replace("- {name: rebuild, ", "rebuild: {").replace("- {name: answer, run", "answer: {run");

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
        Answer again = run("run", MAP, "--json");
        assertEquals(run.out(), again.out(), "the old form names the same trials, which are not run again");
        assertTrue(again.err().contains("phased.yaml:10:1  phases: a map of phases is the old form"), again.err());
    }

    @Test
    void onlyTheOldFormIsWarnedOf() {
        assertEquals("", run("check", FILE).err());
        assertTrue(run("check", MAP).err().startsWith("warning: "));
    }

    @Test
    void aSectionThatIsNoListIsRefused() {
        String section = FILE.substring(FILE.indexOf("  - {name: rebuild"), FILE.indexOf("measure:"));
        assertTrue(run("check", FILE.replace("phases:\n" + section, "phases: 2\n"))
                .err()
                .contains("phases: expected a list of phases, such as [{name: pretrain"));
        assertTrue(run("check", FILE.replace("phases:\n" + section, "phases: []\n"))
                .err()
                .contains("phases: there are no phases here"));
    }

    @Test
    void aChangeCanPutAnotherListThere() {
        String once = "ablate: {once: {set: {phases: [{name: answer, run: [encode, code, answer]}]}}}";
        Answer check = run("check", FILE.replace("ablate: {whole: {set: {phases.answer.learn: \"*\"}}}", once));
        assertEquals(0, check.code(), check.err());
    }

    @Test
    void turnsOfTheOldFormMustDiffer() {
        Answer check = run("check", MAP.replace("epochs: 1}", "turn: 2}"));
        assertEquals(2, check.code(), check.out());
        assertTrue(check.err().contains("this phase has the turn 2, as rebuild has"), check.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run: [encode, code, decode] | run: [encode, kode, decode] | phases.rebuild.run: no part is named"
                        + " \"kode\"",
                "learn: answer               | learn: [anser]              | phases.answer.learn: no part is named"
                        + " \"anser\"",
                "learn: answer               | learn: code                 | phases.answer.learn: this phase trains"
                        + " nothing",
                "target: input               | target: image               | phases.rebuild.target: examples hold no"
                        + " \"image\"",
                "epochs: 1}                  | epoch: 1}                   | phases.rebuild.epoch: rebuild has no"
                        + " setting \"epoch\"",
                "epochs: 1}                  | turn: 2}                    | phases.rebuild.turn: phases run in the"
                        + " order of the list",
                "name: rebuild               | name: test                  | \"test\" is not a name of a phase",
                "name: rebuild               | name: answer                | phases.answer: there are two phases named"
                        + " \"answer\"",
                "{name: rebuild, run: [encode, code, decode], | {run: [encode, code, decode], | phases: expected a"
                        + " phase with its name",
                "{name: rebuild, run: [encode, code, decode], | {name: [rebuild],             | phases: expected a"
                        + " phase with its name",
                "learn: answer               | learn: answer, target: code                | phases.answer.target: the"
                        + " last phase is the one"
            })
    void mistakesAreFoundBeforeAnythingRuns(String right, String wrong, String message) {
        Answer check = run("check", FILE.replace(right, wrong));
        assertEquals(2, check.code(), check.out());
        assertTrue(check.err().contains(message), check.err());
    }
}
