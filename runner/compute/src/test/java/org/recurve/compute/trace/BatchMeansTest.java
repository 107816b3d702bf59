package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.compute.GraphValues;

/** What crosses examples: three of them, 1, 2 and 6. */
class BatchMeansTest {
    private final GraphValues values = new GraphValues();
    private final TracedValue x = values.value("x", Shape.of(1), new double[] {1}, new double[] {2}, new double[] {6});

    @Test
    void theMeanAndTheSumAreShared() {
        assertArrayEquals(new double[][] {{3}}, values.of(x.batchMean()));
        assertArrayEquals(new double[][] {{9}}, values.of(x.batchSum()));
        assertTrue(x.batchMean().shared());
    }

    /** Each example has its own variance's part: (x − 3)², of which the mean is 14 / 3. */
    @Test
    void aMeanIsAnOperandAgain() {
        assertEquals(14 / 3.0, values.of(x.minus(x.batchMean()).square().batchMean())[0][0], 1e-15);
    }
}
