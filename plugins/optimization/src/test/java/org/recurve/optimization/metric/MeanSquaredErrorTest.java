package org.recurve.optimization.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;

class MeanSquaredErrorTest {
    private final Accumulator error = new MeanSquaredError().accumulator(new NoConfig());

    @Test
    void averagesOverAllElements() {
        assertTrue(Double.isNaN(error.value()));
        error.add(new Sample(new float[] {1, 2}, Shape.of(2), new float[] {0, 4}, -1));
        error.add(new Sample(new float[] {3, 0}, Shape.of(2), new float[] {0, 0}, -1));
        assertEquals((1 + 4 + 9) / 4.0, error.value());
    }

    @Test
    void stepsPastTheEndDoNotCount() {
        error.add(new Sample(new float[] {1, 1, 9, 9}, Shape.of(2, 2), new float[] {0, 0, 0, 0}, 1));
        assertEquals(1, error.value());
    }
}
