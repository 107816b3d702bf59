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

/** Swaps between plugins whose settings of one name take different values. */
class SwapTest {
    @TempDir
    Path folder;

    private Answer check(String bias, String delta) throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.yaml"), """
                    study: swaps
                    data: {adding: {steps: 8, train: 16, validation: 4, test: 4}}
                    model:
                      - conv: {filters: 2, kernel: 2BIAS}
                      - flatten
                      - dense: 1
                    loss: squared-error
                    train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 4}
                    measure: [test.mean-squared-error]
                    ablate: {other: DELTA}
                    """.replace("BIAS", bias).replace("DELTA", delta));
        return recurve("check", file, "--store", folder.resolve("store"));
    }

    /** conv's {@code bias: filter} was written by nobody, and is no value of fft-conv's bias, which is true or false. */
    @Test
    void aDefaultThatTheOtherPluginDoesNotKnowIsLeftOut() throws IOException {
        Answer answer = check("", "{swap: {conv1: fft-conv}}");
        assertEquals(0, answer.code(), answer.out() + answer.err());
        assertTrue(
                answer.out().contains("bias (a default of conv that fft-conv does not know)"),
                answer.out() + answer.err());
    }

    /** What was written is not dropped in silence. */
    @Test
    void whatWasWrittenIsKeptAndRefused() throws IOException {
        Answer answer = check(", bias: unit", "{swap: {conv1: fft-conv}}");
        assertEquals(2, answer.code(), answer.out());
        assertTrue(answer.err().contains("conv1.bias: expected true or false"), answer.err());
        Answer given = check(", bias: unit", "{swap: {conv1: {fft-conv: {bias: false}}}}");
        assertEquals(0, given.code(), given.out() + given.err());
    }
}
