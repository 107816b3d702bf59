package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** Files about sequences, from end to end. */
class RecurrenceTest {
    /** An encoder reads all, and its last state feeds each step of a decoder. */
    private static final String FILE = """
            study: recall
            data: {copy-memory: {delay: 1, symbols: 2, alternatives: 2, train: 200, validation: 20, test: 20}}
            model:
              - recurrent: {cell: {lstm: 12}}
              - repeat: 5
              - recurrent: {cell: {lstm: 12}, output: all}
              - each-step: [dense: 3]
            loss: cross-entropy
            train: {optimizer: {sgd: {learning-rate: 0.5, momentum: 0.9}}, epochs: 12, batch: 10}
            measure: [test.accuracy]
            """;

    private static final String SUMS = "data: {adding: {steps: 5, train: 20, validation: 0, test: 0}}";

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("a.yaml"), text);
    }

    /** Two bits are asked for in the last two of five steps: who knows only when to speak is right in four of five. */
    @Test
    void anEncoderAndADecoderLearnToSayAgain() throws IOException {
        Path file = file(FILE + "expect: [test.accuracy of baseline >= 0.95]\n");
        Answer answer = recurve("run", file, "--store", folder.resolve("store"));
        assertEquals(0, answer.code(), () -> answer.out() + answer.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            recurrent: {cell: {elman: 3}, output: all}                          | loss
            output-to-hidden: {cell: {feedforward: 3}, outputs: 1}              | output-to-hidden is taught by a target of [5×1]
            """)
    void aTopologyThatNeedsATargetForEachStepSaysSo(String layer, String why) throws IOException {
        String text = FILE.replaceAll("data: .*", SUMS)
                .replaceAll("(?s)model:.*loss: cross-entropy", "model: [" + layer + "]\nloss: squared-error")
                .replace("measure: [test.accuracy]", "");
        Answer answer = recurve("check", file(text), "--store", folder.resolve("store"));
        assertEquals(2, answer.code(), answer.out());
        assertTrue(answer.err().contains(why), answer.err());
    }

    /** A layer where its list should be: the list is what helps. */
    @Test
    void aLayerThatIsNotInAListIsToldSo() throws IOException {
        Path file = file(SUMS + "\nmodel: [recurrent: {cell: {elman: 3}, output: all}, each-step: {dense: 5}]\n");
        Answer answer = recurve("check", file, "--store", folder.resolve("store"));
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("each-step has no setting \"dense\""), answer.err());
        assertTrue(answer.err().contains("put the layer in a list: each-step: [{dense: …}]"), answer.err());
        assertFalse(answer.err().contains("needs \"layers\""), answer.err());
    }
}
