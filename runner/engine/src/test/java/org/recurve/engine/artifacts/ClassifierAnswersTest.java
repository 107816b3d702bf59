package org.recurve.engine.artifacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.Confusion;
import org.recurve.api.artifact.Artifact.Mistakes;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;
import org.recurve.engine.training.IgnoredLabel;

class ClassifierAnswersTest {
    private static final List<String> CLASSES = List.of("cat", "dog", "owl");
    private static final Shape SCORES = Shape.of(3);

    @Test
    void classesAreCountedByRightOneAndAnswerAndTiesGoToTheFirst() {
        ClassifierAnswers answers = ClassifierAnswers.of(
                        images(Data.TEST, Shape.SCALAR), SCORES, Data.TEST, () -> OutputMeaning.SCORES)
                .orElseThrow();
        answers.take(0, scored(1, 0, 2, 0), 1);
        answers.take(1, scored(1, 3, 2, 0), 1);
        answers.take(2, scored(2, 5, 5, 5), 1);

        Confusion confusion = (Confusion) answers.artifacts().get("confusion-test");

        assertEquals(CLASSES, confusion.classes());
        assertArrayEquals(new long[][] {{0, 0, 0}, {1, 1, 0}, {1, 0, 0}}, confusion.counts());
        assertEquals(1, answers.artifacts().size(), "no single examples of the test split");
    }

    @Test
    void wrongValidationExamplesAreListedInOrderAndPicturedByTheirLoss() {
        ClassifierAnswers answers = ClassifierAnswers.of(
                        images(Data.VALIDATION, Shape.SCALAR), SCORES, Data.VALIDATION, () -> OutputMeaning.SCORES)
                .orElseThrow();
        answers.take(3, scored(0, 0, 1, 0), 0.5f);
        answers.take(1, scored(2, 0, 1, 0), 2);
        answers.take(2, scored(2, 0, 1, 3), 9);

        Mistakes mistakes = (Mistakes) answers.artifacts().get("mistakes");

        assertEquals(4, mistakes.size());
        assertArrayEquals(new int[] {1, 3}, mistakes.examples());
        assertArrayEquals(new int[] {2, 0}, mistakes.targets());
        assertArrayEquals(new int[] {1, 1}, mistakes.answers());
        assertArrayEquals(new int[] {1, 3}, mistakes.pictured());
        assertArrayEquals(new float[] {1, 1, 1, 1}, mistakes.pictures().images().getFirst());
        assertEquals(List.of("example 1", "example 3"), mistakes.pictures().captions());
    }

    @Test
    void ofSequencesEachTrueStepCountsAndNoneIsListed() {
        ClassifierAnswers answers = ClassifierAnswers.of(
                        images(Data.VALIDATION, Shape.of(2)),
                        Shape.of(2, 3),
                        Data.VALIDATION,
                        () -> OutputMeaning.SCORES)
                .orElseThrow();
        answers.take(0, new Sample(new float[] {0, 1, 0, 0, 0, 1}, Shape.of(2, 3), new float[] {1, 1}, 1), 1);

        Map<String, ?> artifacts = answers.artifacts();

        assertArrayEquals(
                new long[][] {{0, 0, 0}, {0, 1, 0}, {0, 0, 0}},
                ((Confusion) artifacts.get("confusion-validation")).counts());
        assertEquals(1, artifacts.size());
    }

    /** Of four true steps the label 2 marks two as none: what is left is a dog taken for a cat, and a cat. */
    @Test
    void stepsWhoseLabelIsIgnoredAreNotCounted() {
        Shape scores = Shape.of(5, 3);
        ClassifierAnswers answers = ClassifierAnswers.of(
                        images(Data.TEST, Shape.of(5)), scores, Data.TEST, () -> OutputMeaning.SCORES)
                .orElseThrow();
        float[] outputs = {0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0};
        Sample sample = new Sample(outputs, scores, new float[] {2, 1, 2, 0, 1}, 4);
        IgnoredLabel label = new IgnoredLabel(OptionalInt.of(2));

        Sample left = label.of(sample).orElseThrow();
        answers.take(0, left, 1);

        assertEquals(2, left.steps());
        Confusion confusion = (Confusion) answers.artifacts().get("confusion-test");
        assertArrayEquals(new long[][] {{1, 0, 0}, {1, 0, 0}, {0, 0, 0}}, confusion.counts());
        assertTrue(label.of(scored(2, 0, 0, 1)).isEmpty(), "a single answer");
        assertTrue(label.of(scored(1, 0, 0, 1)).isPresent());
        assertEquals(sample, new IgnoredLabel(OptionalInt.empty()).of(sample).orElseThrow());
    }

    @Test
    void whatScoresNoClassesHasNoAnswers() {
        assertTrue(ClassifierAnswers.of(
                        images(Data.TEST, Shape.SCALAR), Shape.of(4), Data.TEST, () -> OutputMeaning.SCORES)
                .isEmpty());
        assertTrue(ClassifierAnswers.of(
                        images(Data.TEST, Shape.SCALAR), SCORES, Data.VALIDATION, () -> OutputMeaning.SCORES)
                .isEmpty());
    }

    /** By hand: of probabilities 0.5, 0.9, 0.75 and 8/13 of the second of two classes, that of 0.75 is wrong. */
    @Test
    void probabilitiesAreComparedWithWhatIsRight() {
        Data data = of(Data.TEST, Shape.SCALAR, List.of("no", "yes"));
        Shape two = Shape.of(2);
        ClassifierAnswers answers = ClassifierAnswers.of(data, two, Data.TEST, () -> OutputMeaning.LOGITS)
                .orElseThrow();
        double[] odds = {1, 9, 3, 1.6};
        int[] right = {0, 1, 0, 1};
        for (int i = 0; i < odds.length; i++) {
            answers.take(
                    i,
                    new Sample(new float[] {0, (float) StrictMath.log(odds[i])}, two, new float[] {right[i]}, -1),
                    1);
        }
        Map<String, ?> artifacts = answers.artifacts();
        double[][] bins = ((Artifact.Matrix) artifacts.get("calibration-test")).values();
        assertEquals(15, bins.length);
        assertArrayEquals(new double[] {1, 0.5, 1}, bins[7], 1e-7); // a tie, answered by the first class
        assertArrayEquals(new double[] {1, 8 / 13.0, 1}, bins[9], 1e-7);
        assertArrayEquals(new double[] {1, 0.75, 0}, bins[11], 1e-7);
        assertArrayEquals(new double[] {1, 0.9, 1}, bins[13], 1e-7);
        assertArrayEquals(new double[] {0, 0, 0}, bins[0]);
        // Thresholds from above: 0.9 finds one of two, 0.75 takes one of two others, 8/13 finds the second.
        Artifact.Curve curve = (Artifact.Curve) artifacts.get("roc-test");
        assertEquals(101, curve.x().length);
        assertEquals(0.5, curve.y()[0]);
        assertEquals(0.5, curve.y()[49]);
        assertEquals(1, curve.y()[50]);
        assertEquals(1, curve.y()[100]);
    }

    /** Of random scores of four classes, the curve is that of pairs counted one by one, and numbers that are none end nothing. */
    @Test
    void theCurveIsThatOfEveryThreshold() {
        List<String> names = List.of("a", "b", "c", "d");
        Data data = of(Data.TEST, Shape.SCALAR, names);
        Shape four = Shape.of(4);
        ClassifierAnswers answers = ClassifierAnswers.of(data, four, Data.TEST, () -> OutputMeaning.LOGITS)
                .orElseThrow();
        int examples = 60;
        Stream random = Stream.of(3);
        double[][] probabilities = new double[examples][4];
        int[] right = new int[examples];
        for (int i = 0; i < examples; i++) {
            float[] scores = new float[4];
            double sum = 0;
            for (int j = 0; j < 4; j++) {
                scores[j] = random.below(4 * i + j, 7) - 3f;
                sum += Math.exp(scores[j]);
            }
            for (int j = 0; j < 4; j++) {
                probabilities[i][j] = Math.exp(scores[j]) / sum;
            }
            right[i] = random.in("right").below(i, 4);
            answers.take(i, new Sample(scores, four, new float[] {right[i]}, -1), 1);
        }
        Artifact.Curve curve = (Artifact.Curve) answers.artifacts().get("roc-test");
        for (int point = 0; point <= 100; point++) {
            double mean = 0;
            for (int j = 0; j < 4; j++) {
                mean += found(probabilities, right, j, point / 100.0) / 4;
            }
            assertEquals(mean, curve.y()[point], 1e-9, "at " + point + " %");
        }
        ClassifierAnswers broken = ClassifierAnswers.of(data, four, Data.TEST, () -> OutputMeaning.LOGITS)
                .orElseThrow();
        for (int i = 0; i < 8; i++) {
            float odd = i < 4 ? Float.NaN : Float.POSITIVE_INFINITY;
            broken.take(i, new Sample(new float[] {odd, 0, odd, 1}, four, new float[] {i % 4}, -1), 1);
        }
        assertEquals(3, broken.artifacts().size());
    }

    /** From corner to corner of the curve: the corner before the share, the last one at it, and the line between. */
    private static double found(double[][] probabilities, int[] right, int of, double share) {
        double[] thresholds = java.util.stream.Stream.of(probabilities)
                .mapToDouble(row -> Math.rint(row[of] * 1e9))
                .distinct()
                .sorted()
                .toArray();
        double beforeX = 0;
        double beforeY = 0;
        for (int t = thresholds.length - 1; t >= 0; t--) {
            double x = 0;
            double y = 0;
            double others = 0;
            double own = 0;
            for (int i = 0; i < right.length; i++) {
                boolean taken = Math.rint(probabilities[i][of] * 1e9) >= thresholds[t];
                own += right[i] == of ? 1 : 0;
                others += right[i] == of ? 0 : 1;
                y += right[i] == of && taken ? 1 : 0;
                x += right[i] != of && taken ? 1 : 0;
            }
            if (x / others > share + 1e-12) {
                return beforeY + (share - beforeX) / (x / others - beforeX) * (y / own - beforeY);
            }
            beforeX = x / others;
            beforeY = y / own;
        }
        return beforeY;
    }

    /** Where all have the same probability, the curve is the diagonal. */
    @Test
    void equalOddsAreTakenInAnyOrder() {
        Data data = of(Data.TEST, Shape.SCALAR, CLASSES);
        ClassifierAnswers answers = ClassifierAnswers.of(data, SCORES, Data.TEST, () -> OutputMeaning.LOGITS)
                .orElseThrow();
        for (int i = 0; i < 4; i++) {
            answers.take(i, scored(i % 2, 1, 1, 1), 1);
        }
        Artifact.Curve curve = (Artifact.Curve) answers.artifacts().get("roc-test");
        assertArrayEquals(curve.x(), curve.y(), 1e-12);
    }

    private static Sample scored(int target, float... scores) {
        return new Sample(scores, SCORES, new float[] {target}, -1);
    }

    /** Four images of 2 × 2 pixels, each of its own index. */
    private static Data images(String split, Shape target) {
        return of(split, target, CLASSES);
    }

    private static Data of(String split, Shape target, List<String> classes) {
        Examples examples = new Examples() {
            @Override
            public int size() {
                return 4;
            }

            @Override
            public void read(int index, String field, float[] into, int offset) {
                for (int i = 0; i < 4; i++) {
                    into[offset + i] = index;
                }
            }
        };
        return new Data(
                List.of(new Field(Field.INPUT, Shape.of(1, 2, 2)), new Field(Field.TARGET, target, classes)),
                Map.of(split, examples),
                "sha256:images");
    }
}
