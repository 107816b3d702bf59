package org.recurve.optimization.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;

class AccuracyTest {
    private final Accumulator accuracy = new Accuracy().accumulator(new NoConfig());

    private void add(float target, float... output) {
        accuracy.add(new Sample(output, Shape.of(output.length), new float[] {target}, -1));
    }

    @Test
    void nothingIsKnownBeforeTheFirstExample() {
        assertTrue(Double.isNaN(accuracy.value()));
    }

    @Test
    void countsTheLargestOutput() {
        add(2, 0, 1, 3);
        add(0, 0, 1, 3);
        add(1, -5, -4, -9);
        assertEquals(2 / 3.0, accuracy.value());
    }

    @Test
    void theFirstOfEqualsIsTheAnswer() {
        add(0, 1, 1);
        add(1, 1, 1);
        assertEquals(0.5, accuracy.value());
    }

    @Test
    void countsTrueStepsOfASequence() {
        float[] output = {1, 0, /**/ 0, 1, /**/ 1, 0};
        accuracy.add(new Sample(output, Shape.of(3, 2), new float[] {0, 0, 0}, 2));
        assertEquals(0.5, accuracy.value());
    }
}
