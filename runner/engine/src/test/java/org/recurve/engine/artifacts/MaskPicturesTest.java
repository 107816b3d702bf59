package org.recurve.engine.artifacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.Confusion;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;
import org.recurve.engine.training.IgnoredLabel;

class MaskPicturesTest {
    private static final float[] TARGET = {0, 1, -1, 1};

    /** Right, wrong, ignored, right: scores pixel by pixel. */
    private static final float[] SCORES = {2, 1, 3, 0, 9, 0, 0, 1};

    private static Data images(String split) {
        Examples examples = new Examples() {
            @Override
            public int size() {
                return 9;
            }

            @Override
            public void read(int index, String field, float[] into, int offset) {
                float[] values = field.equals(Field.INPUT) ? new float[] {-1, 0, 1, 3} : TARGET;
                System.arraycopy(values, 0, into, offset, 4);
            }
        };
        return new Data(
                List.of(
                        new Field(Field.INPUT, Shape.of(1, 2, 2)),
                        new Field(Field.TARGET, Shape.of(2, 2), List.of("sky", "road"))),
                Map.of(split, examples),
                "sha256:masks");
    }

    private static Map<String, Artifact> recorded(String split, OptionalInt ignored) {
        AnswerRecorder answers = AnswerRecorder.of(images(split), Shape.of(2, 2, 2), split, () -> OutputMeaning.SCORES)
                .orElseThrow();
        for (int i = 0; i < 9; i++) {
            Sample sample = new Sample(SCORES.clone(), Shape.of(2, 2, 2), TARGET.clone(), -1);
            answers.take(i, new IgnoredLabel(ignored).of(sample).orElseThrow(), 1);
        }
        return answers.artifacts();
    }

    @Test
    void imagesStandBesideClassesAndAnswers() {
        Map<String, Artifact> recorded = recorded(Data.VALIDATION, OptionalInt.of(-1));
        ImageGrid grid = (ImageGrid) recorded.get("masks");
        assertEquals(
                "Images of the validation split, the classes of their pixels, and the answers: sky black, road orange",
                grid.title());
        assertEquals(3, grid.columns());
        assertEquals(18, grid.images().size(), "so many show how it is");
        assertEquals(
                List.of("image", "its classes", "the answer"), grid.captions().subList(0, 3));
        float[] grey = {0, 0.25f, 0.5f, 1, 0, 0.25f, 0.5f, 1, 0, 0.25f, 0.5f, 1};
        assertArrayEquals(grey, grid.images().get(0));
        float[] classes = {0, 0.9f, 0.5f, 0.9f, 0, 0.6f, 0.5f, 0.6f, 0, 0, 0.5f, 0};
        assertArrayEquals(classes, grid.images().get(1));
        float[] answers = {0, 0, 0.5f, 0.9f, 0, 0, 0.5f, 0.6f, 0, 0, 0.5f, 0};
        assertArrayEquals(answers, grid.images().get(2));
        assertArrayEquals(new long[][] {{9, 0}, {9, 9}}, ((Confusion) recorded.get("confusion-validation")).counts());
        assertFalse(recorded.containsKey("mistakes"), "a pixel is no example");
    }

    @Test
    void theTestSplitIsNotShown() {
        Map<String, Artifact> recorded = recorded(Data.TEST, OptionalInt.of(-1));
        assertTrue(recorded.containsKey("confusion-test"));
        assertFalse(recorded.containsKey("masks"));
    }
}
