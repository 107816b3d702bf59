package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private Answer classifier(String model, String train) throws IOException {
        return classifier(model, train, "cross-entropy");
    }

    private Answer classifier(String model, String train, String loss) throws IOException {
        Path file = Files.writeString(
                folder.resolve("b.yaml"),
                """
                study: order
                data: {temporal-order: {steps: 10, train: 64, validation: 4, test: 4}}
                model: MODEL
                loss: LOSS
                train: {optimizer: TRAIN, epochs: 1, batch: 16}
                measure: [test.accuracy]
                """.replace("MODEL", model).replace("TRAIN", train).replace("LOSS", loss));
        return recurve("doctor", file, "--store", folder.resolve("store"));
    }

    @Test
    void aHealthyClassifierIsFoundHealthy() throws IOException {
        Answer answer = classifier("[dense: 32, relu, dense: 4]", "{adam: 0.01}");
        assertEquals(0, answer.code(), answer.out() + answer.err());
        assertTrue(answer.out().contains("of an output of zeros 1.386"), answer.out());
        assertTrue(answer.out().contains("loss while the steps grow, as learning rate:"), answer.out());
        assertTrue(answer.out().contains("parameter  |weights|  |gradient|"), answer.out());
        assertTrue(answer.out().endsWith("nothing found\n"), answer.out());
    }

    @Test
    void aClassifierThatBeginsWorseThanOneThatKnowsNothingIsFound() throws IOException {
        Answer answer = classifier("[dense: 32, relu, {dense: {units: 4, initializer: {normal: 10}}}]", "{adam: 0.01}");
        assertTrue(answer.out().contains("where an output of zeros has 1.39"), answer.out() + answer.err());
    }

    @Test
    void unitsThatGiveNothingAreFound() throws IOException {
        Answer answer =
                classifier("[{dense: {units: 32, initializer: {constant: -1}}}, relu, dense: 4]", "{adam: 0.01}");
        assertTrue(answer.out().contains("relu1: 32 of 32 units are dead"), answer.out() + answer.err());
    }

    @Test
    void unitsOfAStrangersActivationAreFoundLikeThoseOfOurs() throws IOException {
        Answer answer = classifier(
                "[{dense: {units: 32, initializer: {constant: -100}}}, example-softplus, dense: 4]", "{adam: 0.01}");
        assertTrue(answer.out().contains("example-softplus1: 32 of 32 units are "), answer.out() + answer.err());
    }

    @Test
    void aStrangersLossIsHeldAgainstThatOfZeros() throws IOException {
        // Targets lie in [0, 2]: where the error is at most 2, half its square is what huber with δ = 2 loses.
        Answer answer = doctor("loss: squared-error", "loss: {example-huber: 2}");
        assertTrue(answer.out().contains(", of an output of zeros 0."), answer.out() + answer.err());
        Answer ill = doctor(
                "  - dense: 1\nloss: squared-error",
                "  - dense: {units: 1, initializer: {normal: 100}}\nloss: {example-huber: 2}");
        assertTrue(ill.out().contains("where an output of zeros has 0."), ill.out() + ill.err());
    }

    @Test
    void gradientsThatVanishAreFound() throws IOException {
        String layer = "{dense: {units: 8, initializer: {normal: 0.01}}}, sigmoid, ";
        Answer answer = classifier("[" + layer.repeat(5) + "dense: 4]", "{adam: 0.01}");
        assertTrue(answer.out().contains("dense1.w: its gradient is "), answer.out() + answer.err());
    }

    @Test
    void allThatWasSeenStandsInJson() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), FILE);
        String json = recurve("doctor", file, "--store", folder.resolve("store"), "--json")
                .out();
        for (String key : List.of("rates", "ratios", "by-heart", "feature-maps", "findings", "loss-before-training")) {
            assertTrue(json.contains("\"" + key + "\":"), json);
        }
        assertTrue(json.split("\"factor\":", -1).length > 40, json);
    }

    @Test
    void aHealthyFileLearnsAFewExamplesByHeart() throws IOException {
        Answer answer = doctor("", "");
        assertTrue(!answer.out().contains("not learnt by heart"), answer.out() + answer.err());
        assertTrue(!answer.out().contains("explodes"), answer.out());
    }

    @Test
    void tooLargeALearningRateIsFound() throws IOException {
        Answer answer = doctor("{adam: 0.01}", "{sgd: 50}");
        assertEquals(1, answer.code(), answer.err());
        assertTrue(answer.out().contains("the loss explodes with steps"), answer.out());
    }

    @Test
    void theLearningRateIsAdvisedBelowTheOneThatExplodes() throws IOException {
        Answer answer = doctor("{adam: 0.01}", "{sgd: 50}");
        Matcher said = Pattern.compile(
                        "steps (\\S+) times as long.*\\R.*rate between (\\S+) and (\\S+): it explodes at (\\S+),")
                .matcher(answer.out());
        assertTrue(said.find(), answer.out());
        double explodes = Double.parseDouble(said.group(4));
        assertEquals(50 * Double.parseDouble(said.group(1)), explodes, 0.05 * explodes);
        assertEquals(explodes / 10, Double.parseDouble(said.group(2)), 0.01 * explodes);
        assertEquals(explodes / 3, Double.parseDouble(said.group(3)), 0.02 * explodes);
        Answer mild = doctor("{adam: 0.01}", "{sgd: " + said.group(2) + "}");
        assertTrue(!mild.out().contains("explodes with steps 0."), "what was advised is right: " + mild.out());
    }

    @Test
    void gradientsStandInTheOrderOfTheLayers() throws IOException {
        Answer answer = classifier(
                "[{dense: 8, name: z-first}, tanh, {dense: 8, name: m-second}, tanh, {dense: 4, name: a-last}]",
                "{adam: 0.01}");
        int first = answer.out().indexOf("z-first.w ");
        int second = answer.out().indexOf("m-second.w ");
        int last = answer.out().indexOf("a-last.w ");
        assertTrue(0 < first && first < second && second < last, answer.out() + answer.err());
    }

    @Test
    void aSmallLossWithWrongAnswersIsFound() throws IOException {
        // Three of four classes count nothing: answering the fourth everywhere costs nothing.
        Answer answer = classifier(
                "[dense: 32, relu, dense: 4]", "{adam: 0.01}", "{cross-entropy: {class-weights: [0, 0, 0, 1]}}");
        assertTrue(answer.out().contains(", but accuracy on them is only 0."), answer.out() + answer.err());
        assertTrue(!answer.out().contains("not learnt by heart"), answer.out());
    }

    @Test
    void rightAnswersAreLearntByHeartWhateverTheLossKeeps() throws IOException {
        // With ε = 0.5 over four classes the least loss is 0.625 ln(1 / 0.625) + 0.375 ln 8 = 1.07 of ln 4 = 1.39.
        Answer answer =
                classifier("[dense: 32, relu, dense: 4]", "{adam: 0.01}", "{cross-entropy: {label-smoothing: 0.5}}");
        assertTrue(answer.out().contains(", accuracy 1"), answer.out() + answer.err());
        assertTrue(!answer.out().contains("not learnt by heart"), answer.out());
    }

    @Test
    void vanishedGradientsAreExplainedByWhatWasMeasured() throws IOException {
        String layer = "{dense: {units: 8, initializer: {normal: 0.01}}}, sigmoid, ";
        Answer answer = classifier("[" + layer.repeat(5) + "dense: 4]", "{adam: 0.01}");
        assertTrue(answer.out().contains("larger initial values"), answer.out());
        assertTrue(answer.out().contains("instead of sigmoid1 (0.25 on average)"), answer.out());
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
