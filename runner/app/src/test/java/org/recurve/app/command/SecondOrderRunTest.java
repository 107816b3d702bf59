package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.app.command.Shell.Answer;

/**
 * Regressions with a penalty, from a file: convex, so that every method must come to the one optimum, which numpy found by
 * 100,000 steps of gradient descent in double (largest element of the gradient 1e-16).
 */
class SecondOrderRunTest {
    private static final int ROWS = 120;
    private static final Pattern LOSS = Pattern.compile("\"train.loss\":([^,}]+)");

    @TempDir
    Path folder;

    private final double[][] x = new double[ROWS][4];

    @BeforeEach
    void writeRows() throws IOException {
        StringBuilder rows = new StringBuilder("a,b,c,d,label,second\n");
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < 4; j++) {
                x[i][j] = StrictMath.rint(StrictMath.sin(1.7 * i + 2.3 * j + 0.1 * i * j) * 1000) / 1000;
                rows.append(x[i][j]).append(',');
            }
            int label = label(i);
            rows.append("class")
                    .append(label)
                    .append(',')
                    .append(label == 1 ? 1 : 0)
                    .append('\n');
        }
        Files.writeString(folder.resolve("rows.csv"), rows);
    }

    /** The largest of three sums, but of every fourth row that of its number. */
    private int label(int i) {
        double[] scores = {x[i][0] - x[i][1], x[i][1] + x[i][2], x[i][3] - x[i][2]};
        int largest = 0;
        for (int k = 1; k < 3; k++) {
            largest = scores[k] > scores[largest] ? k : largest;
        }
        return i % 4 == 0 ? i / 5 % 3 : largest;
    }

    private double trained(String data, String loss, int outputs, String optimizer, int steps) throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), """
                study: regression
                data: {csv: {file: rows.csv, validation: 0, test: 0, %s}}
                model: [dense: %d]
                loss: %s
                train: {optimizer: {%s}, epochs: %d, batch: 120, penalty: {by: {l2: 0.01}}}
                """.formatted(data, outputs, loss, optimizer, steps));
        Answer answer =
                recurve("run", file, "--data", folder, "--store", folder.resolve("store"), "--threads", 1, "--json");
        assertEquals(0, answer.code(), answer.err());
        Matcher matcher = LOSS.matcher(answer.out());
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
    }

    /** The loss of the last epoch is that before its step. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "gauss-newton: {}, 8",
                "newton: {}, 8",
                "levenberg-marquardt: {}, 8",
                "hessian-free: {damping: 0.01}, 25"
            })
    void methodsOfSecondOrderComeToTheOptimumOfWhatIsPenalized(String optimizer, int steps) throws IOException {
        double classes = trained("target: label, leave-out: [second]", "cross-entropy", 3, optimizer, steps);
        assertEquals(0.7422227426874304, classes, 2e-6);
        double logistic = trained(
                "target: second, leave-out: [label], answers: numbers", "sigmoid-cross-entropy", 1, optimizer, steps);
        assertEquals(0.43264201038667277, logistic, 2e-6);
    }
}
