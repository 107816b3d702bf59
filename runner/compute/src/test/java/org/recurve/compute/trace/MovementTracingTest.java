package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.GraphValues;

/** Movements of a table of two rows: 1 2 3 and 4 5 6. */
class MovementTracingTest {
    private final GraphValues values = new GraphValues();
    private final TracedValue x = values.value("x", Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6});

    private double[] numbers(Value value, int... dims) {
        assertEquals(Shape.of(dims), value.shape());
        return values.of(value)[0];
    }

    @Test
    void axesAreSwapped() {
        assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, numbers(x.transpose(1, 0), 3, 2));
    }

    @Test
    void aPartIsCutOut() {
        assertArrayEquals(new double[] {2, 3, 5, 6}, numbers(x.slice(1, 1, 3), 2, 2));
        assertArrayEquals(new double[] {4, 5, 6}, numbers(x.at(0, 1), 3));
    }

    @Test
    void zerosArePutAround() {
        assertArrayEquals(new double[] {0, 0, 0, 1, 2, 3, 4, 5, 6}, numbers(x.pad(0, 1, 0), 3, 3));
    }

    @Test
    void anAxisIsReversed() {
        assertArrayEquals(new double[] {3, 2, 1, 6, 5, 4}, numbers(x.reverse(1), 2, 3));
    }

    @Test
    void elementsKeepTheirOrderInAnotherShape() {
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, numbers(x.reshape(3, -1), 3, 2));
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, numbers(x.flatten(), 6));
        assertThrows(IllegalArgumentException.class, () -> x.reshape(4, 2));
    }
}
