package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.GraphValues;

/** Reductions of a table of two rows: 1 2 3 and 6 5 5. */
class ReductionTracingTest {
    private final GraphValues values = new GraphValues();
    private final TracedValue x = values.value("x", Shape.of(2, 3), new double[] {1, 2, 3, 6, 5, 5});

    private double[] numbers(Value value, int... dims) {
        assertEquals(Shape.of(dims), value.shape());
        return values.of(value)[0];
    }

    @Test
    void sumsAndMeansAreOverAxes() {
        assertArrayEquals(new double[] {7, 7, 8}, numbers(x.sum(0), 3));
        assertArrayEquals(new double[] {6, 16}, numbers(x.sum(1), 2));
        assertArrayEquals(new double[] {22}, numbers(x.sum(0, 1)));
        assertArrayEquals(new double[] {2, 16.0 / 3}, numbers(x.mean(1), 2));
    }

    @Test
    void theLargestAndItsPlace() {
        assertArrayEquals(new double[] {3, 6}, numbers(x.max(1), 2));
        assertArrayEquals(new double[] {2, 0}, numbers(x.argmax(1), 2));
        assertArrayEquals(new double[] {1, 1, 1}, numbers(x.argmax(0), 3));
    }

    /** Differences of logarithms of 1, 2 and 3 are ratios of 1 : 2 : 3. */
    @Test
    void aSoftmaxSharesOneByExponentials() {
        TracedValue logs = values.value("logs", Shape.of(3), new double[] {0, StrictMath.log(2), StrictMath.log(3)});
        assertArrayEquals(new double[] {1 / 6.0, 2 / 6.0, 3 / 6.0}, numbers(logs.softmax(0), 3), 1e-15);
        assertEquals(-StrictMath.log(6), values.of(logs.logSoftmax(0))[0][0], 1e-15);
    }

    @Test
    void rowsAreGatheredByIndex() {
        TracedValue index = values.value("index", Shape.of(3), new double[] {1, 0, 1});
        assertArrayEquals(new double[] {6, 5, 5, 1, 2, 3, 6, 5, 5}, numbers(x.gather(index), 3, 3));
    }
}
