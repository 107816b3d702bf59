package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.Golden;
import org.recurve.app.command.Shell.Answer;

/** What is measured fits what is predicted, or is refused before anything is trained. */
class MeasuresTest {
    private static final String CLASSES = """
            study: kinds
            data: {csv: {file: table.csv, target: kind, leave-out: [y], validation: 0.25, test: 0.25}}
            model: [dense: 3]
            loss: cross-entropy
            train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 4}
            seeds: 1
            """;
    private static final String NUMBERS = """
            study: amounts
            data: {csv: {file: table.csv, target: y, answers: numbers, leave-out: [kind], validation: 0.25, test: 0.25}}
            model: [dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 4}
            seeds: 1
            """;

    @TempDir
    Path folder;

    private Answer answer(String command, String text, String... more) throws IOException {
        Files.writeString(folder.resolve("table.csv"), "a,kind,y\n" + "1,x,0.5\n2,y,1.5\n3,z,2.5\n4,x,3.5\n".repeat(4));
        Path file = Files.writeString(folder.resolve("a.yaml"), text);
        Object[] arguments = new Object[6 + more.length];
        System.arraycopy(
                new Object[] {command, file, "--data", folder, "--store", folder.resolve("store")}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return recurve(arguments);
    }

    private String refused(String text) throws IOException {
        Answer answer = answer("check", text);
        assertEquals(2, answer.code(), answer.out());
        return answer.err().stripTrailing().replace(folder.toString() + "/", "");
    }

    @Test
    void whatCannotBeMeasuredIsSaidWhereItStands() throws IOException {
        String every = """
                measure:
                  - test.accuracy
                  - test.top: 1
                  - test.f1
                  - test.precision
                  - test.recall
                  - validation.perplexity
                  - test.bits-per-character
                  - train.accuracy
                """;
        String said = refused(NUMBERS + every) + "\n\n"
                + refused(CLASSES + """
                measure:
                  - test.f1: 3
                  - {test.precision: 7}
                  - test.top: 3
                  - test.top: 9
                  - test.recall: 2
                  - test.mean-squared-error
                  - test.reconstruction-error
                  - validation.accuracy
                """)
                + "\n\n"
                + refused(NUMBERS.replace("dense: 1", "dense: 2").replace("squared-error", "huber") + "measure: []");
        new Golden("measures").matches(said);
    }

    @Test
    void twoOfOneMetricAreTwoColumns() throws IOException {
        String twice = "measure: [{test.f1: 0}, {test.f1: 1}, test.f1, {test.top: 1}, {test.top: 2}, test.recall]\n"
                + "expect: [\"test.f1-1 of baseline >= 0\", \"test.top-2 of baseline <= 1\"]\n";
        Answer answer = answer("run", CLASSES + twice, "--json");
        assertEquals(0, answer.code(), answer.err());
        for (String name : new String[] {"f1-0", "f1-1", "f1", "top-1", "top-2", "recall"}) {
            assertTrue(answer.out().contains("\"test." + name + "\""), name + ": " + answer.out());
        }
    }

    @Test
    void oneMetricTwiceIsRefused() throws IOException {
        String said = refused(CLASSES + "measure: [test.accuracy, {test.top: 1}, {test.top: {k: 1}}, test.accuracy]\n");
        new Golden("measured-twice").matches(said);
    }
}
