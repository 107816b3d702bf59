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

/** A healthy file, and the same with one illness each. */
class DoctorTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 4, test: 4}}
            model:
              - dense: 32
              - tanh
              - dense: 1
            loss: squared-error
            train: {optimizer: {adam: 0.01}, epochs: 1, batch: 16}
            measure: [test.mean-squared-error]
            """;

    @TempDir
    Path folder;

    private Answer doctor(String right, String wrong) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), FILE.replace(right, wrong));
        return recurve("doctor", file, "--store", folder.resolve("store"));
    }

    @Test
    void aHealthyFileLearnsAFewExamplesByHeart() throws IOException {
        Answer answer = doctor("", "");
        assertTrue(!answer.out().contains("by heart"), answer.out() + answer.err());
        assertTrue(!answer.out().contains("explodes"), answer.out());
    }

    @Test
    void tooLargeALearningRateIsFound() throws IOException {
        Answer answer = doctor("{adam: 0.01}", "{sgd: 50}");
        assertEquals(1, answer.code(), answer.err());
        assertTrue(answer.out().contains("the loss explodes with steps"), answer.out());
    }

    @Test
    void unitsThatNeverMoveAreFound() throws IOException {
        String saturated = "dense: {units: 32, initializer: {constant: 100}}";
        Answer answer = doctor("dense: 32", saturated);
        assertTrue(answer.out().contains("units are saturated"), answer.out());
    }

    @Test
    void whatLearnsNothingIsFound() throws IOException {
        Answer answer = doctor("{adam: 0.01}", "{sgd: 1e-7}");
        assertTrue(answer.out().contains("are not learnt by heart"), answer.out());
        assertTrue(answer.out().contains("still made the loss smaller"), answer.out());
    }
}
