package org.recurve.engine.artifacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact.Confusion;
import org.recurve.api.artifact.Artifact.Mistakes;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.engine.training.IgnoredLabel;

class ClassifierAnswersTest {
    private static final List<String> CLASSES = List.of("cat", "dog", "owl");
    private static final Shape SCORES = Shape.of(3);

    @Test
    void classesAreCountedByRightOneAndAnswerAndTiesGoToTheFirst() {
        ClassifierAnswers answers = ClassifierAnswers.of(images(Data.TEST, Shape.SCALAR), SCORES, Data.TEST)
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
        ClassifierAnswers answers = ClassifierAnswers.of(images(Data.VALIDATION, Shape.SCALAR), SCORES, Data.VALIDATION)
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
                        images(Data.VALIDATION, Shape.of(2)), Shape.of(2, 3), Data.VALIDATION)
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
        ClassifierAnswers answers = ClassifierAnswers.of(images(Data.TEST, Shape.of(5)), scores, Data.TEST)
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
        assertTrue(ClassifierAnswers.of(images(Data.TEST, Shape.SCALAR), Shape.of(4), Data.TEST)
                .isEmpty());
        assertTrue(ClassifierAnswers.of(images(Data.TEST, Shape.SCALAR), SCORES, Data.VALIDATION)
                .isEmpty());
    }

    private static Sample scored(int target, float... scores) {
        return new Sample(scores, SCORES, new float[] {target}, -1);
    }

    /** Four images of 2 × 2 pixels, each of its own index. */
    private static Data images(String split, Shape target) {
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
                List.of(new Field(Field.INPUT, Shape.of(1, 2, 2)), new Field(Field.TARGET, target, CLASSES)),
                Map.of(split, examples),
                "sha256:images");
    }
}
