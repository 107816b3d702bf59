package org.recurve.engine.artifacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;

class LabelAnswersTest {
    private static final List<String> LABELS = List.of("wet", "cold");

    private static Data data(Shape target) {
        Examples none = new Examples() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public void read(int index, String field, float[] into, int offset) {
                throw new UnsupportedOperationException("answers come with their targets");
            }
        };
        return new Data(
                List.of(new Field(Field.INPUT, Shape.of(3)), new Field(Field.TARGET, target, List.of(), LABELS)),
                Map.of(Data.TRAIN, none, Data.TEST, none),
                "sha256:0");
    }

    private static AnswerRecorder recorder(Shape target) {
        return AnswerRecorder.of(data(target), target, Data.TEST, () -> OutputMeaning.LABEL_LOGITS)
                .orElseThrow();
    }

    @Test
    void eachLabelIsCountedWhereItHoldsAndWhereItIsAnswered() {
        AnswerRecorder answers = recorder(Shape.of(2));
        answers.take(0, new Sample(new float[] {2, -1}, Shape.of(2), new float[] {1, 1}, -1), 0);
        answers.take(1, new Sample(new float[] {2, 0}, Shape.of(2), new float[] {0, 0}, -1), 0);
        Artifact.Matrix counts = (Artifact.Matrix) answers.artifacts().get("labels-test");
        assertEquals(LABELS, counts.rowLabels());
        assertArrayEquals(new double[][] {{1, 2, 1}, {0, 0, 1}}, counts.values());
    }

    /** Two answers of probability σ(2), one of them right; a wrong one of σ(1); a right one of one half. */
    @Test
    void probabilitiesOfAllLabelsAreDescribedTogether() {
        AnswerRecorder answers = recorder(Shape.of(2));
        answers.take(0, new Sample(new float[] {2, -1}, Shape.of(2), new float[] {1, 1}, -1), 0);
        answers.take(1, new Sample(new float[] {2, 0}, Shape.of(2), new float[] {0, 0}, -1), 0);
        Map<String, Artifact> recorded = answers.artifacts();
        double[][] bins = ((Artifact.Matrix) recorded.get("calibration-test")).values();
        assertArrayEquals(new double[] {1, 0.5, 1}, bins[7], 1e-12);
        assertArrayEquals(new double[] {1, 0.7310585786300049, 0}, bins[10], 1e-7);
        assertArrayEquals(new double[] {2, 0.8807970779778823, 0.5}, bins[13], 1e-7);
        assertEquals(4, java.util.Arrays.stream(bins).mapToDouble(bin -> bin[0]).sum());
        Artifact.Curve curve = (Artifact.Curve) recorded.get("roc-test");
        assertEquals("Receiver operating characteristic, test split, mean of the labels", curve.title());
        assertEquals(0, curve.y()[0], "of wet the diagonal, of cold nothing until all others are taken");
        assertEquals(0.25, curve.y()[50], 1e-12);
        assertEquals(0.5 * 0.99, curve.y()[99], 1e-12);
        assertEquals(1, curve.y()[100]);
    }

    @Test
    void pastTheEndOfASequenceNothingIsCounted() {
        AnswerRecorder answers = recorder(Shape.of(2, 2));
        answers.take(0, new Sample(new float[] {1, 1, 1, 1}, Shape.of(2, 2), new float[] {1, 0, 1, 1}, 1), 0);
        Artifact.Matrix counts = (Artifact.Matrix) answers.artifacts().get("labels-test");
        assertArrayEquals(new double[][] {{1, 1, 1}, {0, 1, 0}}, counts.values());
    }

    @Test
    void otherOutputsAndSplitsAreNotCounted() {
        Shape two = Shape.of(2);
        assertTrue(AnswerRecorder.of(data(two), two, Data.TEST, () -> OutputMeaning.NUMBERS)
                .isEmpty());
        assertTrue(AnswerRecorder.of(data(two), Shape.of(3), Data.TEST, () -> OutputMeaning.LABEL_LOGITS)
                .isEmpty());
        assertTrue(AnswerRecorder.of(data(two), two, Data.VALIDATION, () -> OutputMeaning.LABEL_LOGITS)
                .isEmpty());
    }
}
