package org.recurve.optimization.metric.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.optimization.metric.Averaging;

/** Counted by hand on two images of 2 by 3 pixels, of which the union of class 0 has 7, of 1 has 6, of 2 has 3; class 3 never occurs. */
class IntersectionOverUnionTest {
    private static final int[] ANSWERS = {0, 1, 1, 1, 0, 2, 0, 1, 0, 0, 0, 2};
    private static final float[] TARGETS = {0, 0, 1, 1, 2, 2, 0, 1, 1, 0, 0, 1};
    private static final Field MASK = new Field(Field.TARGET, Shape.of(2, 3), List.of("a", "b", "c", "d"));
    private static final Prediction PREDICTION = new Prediction(Shape.of(2, 3, 4), MASK);

    private static double measured(Optional<Integer> only, Optional<Averaging> average) {
        IntersectionOverUnion metric = new IntersectionOverUnion();
        IntersectionOverUnion.Config config = new IntersectionOverUnion.Config(only, average);
        metric.check(config, PREDICTION);
        Accumulator accumulator = metric.accumulator(config, PREDICTION);
        assertTrue(Double.isNaN(accumulator.value()));
        for (int image = 0; image < 2; image++) {
            float[] scores = new float[24];
            float[] target = new float[6];
            for (int pixel = 0; pixel < 6; pixel++) {
                scores[4 * pixel + ANSWERS[6 * image + pixel]] = 2;
                target[pixel] = TARGETS[6 * image + pixel];
            }
            accumulator.add(new Sample(scores, PREDICTION.output(), target, -1));
        }
        return accumulator.value();
    }

    @Test
    void pixelsOfAllImagesAreCountedTogether() {
        Optional<Averaging> none = Optional.empty();
        assertEquals((4 / 7.0 + 3 / 6.0 + 1 / 3.0) / 3, measured(Optional.empty(), none), 1e-15);
        assertEquals(4 / 7.0, measured(Optional.of(0), none), 1e-15);
        assertEquals(1 / 3.0, measured(Optional.of(2), none), 1e-15);
        assertEquals(8 / 16.0, measured(Optional.empty(), Optional.of(Averaging.MICRO)), 1e-15);
    }

    @Test
    void labelsHaveUnionsToo() {
        Field labels = new Field(Field.TARGET, Shape.of(2), List.of(), List.of("cat", "dog"));
        Prediction prediction = new Prediction(Shape.of(2), labels, OutputMeaning.LABEL_LOGITS);
        IntersectionOverUnion.Config all = new IntersectionOverUnion.Config(Optional.empty(), Optional.empty());
        Accumulator accumulator = new IntersectionOverUnion().accumulator(all, prediction);
        accumulator.add(new Sample(new float[] {1, -1}, Shape.of(2), new float[] {1, 1}, -1));
        accumulator.add(new Sample(new float[] {2, 3}, Shape.of(2), new float[] {0, 1}, -1));
        assertEquals(0.5, accumulator.value(), 1e-15);
    }

    @Test
    void saysWhatItNeeds() {
        Prediction turned = new Prediction(Shape.of(4, 3, 2), MASK);
        String message = assertThrows(
                        InvalidSetting.class,
                        () -> new IntersectionOverUnion()
                                .check(new IntersectionOverUnion.Config(Optional.empty(), Optional.empty()), turned))
                .getMessage();
        assertTrue(message.startsWith("intersection-over-union needs an output of [classes]"), message);
        assertThrows(
                InvalidSetting.class,
                () -> new IntersectionOverUnion()
                        .check(new IntersectionOverUnion.Config(Optional.of(4), Optional.empty()), PREDICTION));
    }
}
