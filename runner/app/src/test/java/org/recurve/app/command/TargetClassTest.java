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

/** Targets whose data set names no classes, compared with outputs of which each stands for one. */
class TargetClassTest {
    @TempDir
    Path folder;

    private Answer check(String loss, String... targets) throws IOException {
        StringBuilder rows = new StringBuilder("x,label\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i / 40.0)
                    .append(',')
                    .append(i < targets.length ? targets[i] : i % 3)
                    .append('\n');
        }
        Files.writeString(folder.resolve("rows.csv"), rows);
        Path file = Files.writeString(folder.resolve("t.yaml"), """
                study: targets
                data: {csv: {file: rows.csv, target: label, answers: numbers, validation: 0, test: 0}}
                model: [dense: 3]
                loss: %s
                train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 10}
                """.formatted(loss));
        return recurve("check", file, "--data", folder, "--store", folder.resolve("store"));
    }

    @Test
    void numbersThatAreClassesAreFine() throws IOException {
        Answer answer = check("cross-entropy");
        assertEquals(0, answer.code(), answer.err());
    }

    @ParameterizedTest
    @CsvSource({"cross-entropy, 3", "cross-entropy, -1", "hinge, 1.5", "hinge, 1e9"})
    void whatIsNoClassOfTheOutputIsRefusedWithItsExample(String loss, String wrong) throws IOException {
        Answer answer = check(loss, "0", "1", wrong);
        assertEquals(2, answer.code(), answer.out());
        assertTrue(answer.err().contains("t.yaml:4:1  loss: example "), answer.err());
        String said = wrong.equals("1e9") ? "1000000000" : wrong;
        assertTrue(
                answer.err()
                        .contains(" of the train split of csv has a target of " + said
                                + ", but needs a whole number from 0 to 2: " + loss + " has one output for each class"),
                answer.err());
    }
}
