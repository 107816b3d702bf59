package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Windowing;
import org.recurve.compute.GraphValues;

/** Windows of two over 4 1 3 2, reduced by hand. */
class WindowTracingTest {
    private final GraphValues values = new GraphValues();
    private final TracedValue x = values.value("x", Shape.of(1, 4), new double[] {4, 1, 3, 2});

    private static Windowing windowing(int size, int stride, Padding padding) {
        return new Windowing(Extents.of(size), Extents.of(stride), padding, Extents.of(1));
    }

    @Test
    void eachWindowIsReducedByItself() {
        Value largest = x.windows(
                windowing(2, 1, Padding.VALID), window -> window.values().max(0));
        assertEquals(Shape.of(1, 3), largest.shape());
        assertArrayEquals(new double[][] {{4, 3, 3}}, values.of(largest));
        assertArrayEquals(
                new double[][] {{5, 5}},
                values.of(x.windows(
                        windowing(2, 2, Padding.VALID),
                        window -> window.values().sum(0))));
    }

    /** The last of two windows of three has one position only. */
    @Test
    void whatIsPastTheEdgeIsAbsent() {
        Value counts = x.windows(
                windowing(3, 3, Padding.FULL), window -> window.count().reshape(1));
        assertArrayEquals(new double[][] {{1, 3}}, values.of(counts));
    }
}
