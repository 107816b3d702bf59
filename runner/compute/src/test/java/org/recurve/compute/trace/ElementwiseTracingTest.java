package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.compute.GraphValues;

/** Functions of values, against arithmetic by hand. */
class ElementwiseTracingTest {
    private final GraphValues values = new GraphValues();
    private final TracedValue x = values.value("x", Shape.of(2), new double[] {4, -2}, new double[] {1, 3});
    private final TracedValue shared = values.parameter("p", Shape.of(2), 10, 100);

    @Test
    void operandsMeetElementByElement() {
        assertArrayEquals(new double[][] {{14, 98}, {11, 103}}, values.of(x.plus(shared)));
        assertArrayEquals(new double[][] {{6, 102}, {9, 97}}, values.of(shared.minus(x)));
        assertArrayEquals(new double[][] {{40, -200}, {10, 300}}, values.of(x.times(shared)));
        assertArrayEquals(new double[][] {{2.5, -50}, {10, 100.0 / 3}}, values.of(shared.dividedBy(x)));
        assertArrayEquals(
                new double[][] {{4, 1.5}, {1.5, 3}}, values.of(x.max(values.parameter("q", Shape.of(2), 1.5, 1.5))));
    }

    @Test
    void numbersAreOperands() {
        assertArrayEquals(new double[][] {{2, -1}, {0.5, 1.5}}, values.of(x.dividedBy(2)));
        assertArrayEquals(new double[][] {{1, 0}, {0, 1}}, values.of(x.greaterThan(1)));
    }

    @Test
    void functionsOfOneValue() {
        assertArrayEquals(new double[][] {{4, 0}, {1, 3}}, values.of(x.relu()));
        assertArrayEquals(new double[][] {{16, 4}, {1, 9}}, values.of(x.square()));
        assertArrayEquals(new double[][] {{-4, 2}, {-1, -3}}, values.of(x.negate()));
        assertEquals(Math.sqrt(3), values.of(x.sqrt())[1][1], 1e-15);
    }

    @Test
    void aConditionChooses() {
        assertArrayEquals(
                new double[][] {{4, 100}, {10, 3}}, values.of(x.greaterThan(1).choose(x, shared)));
    }

    @Test
    void resultsOfSharedValuesAreShared() {
        assertTrue(shared.times(2).shared());
        assertFalse(shared.times(x).shared());
    }

    @Test
    void aValueOfAnotherTraceIsRefused() {
        TracedValue foreign = new GraphValues().parameter("p", Shape.of(2), 1, 2);
        assertThrows(IllegalArgumentException.class, () -> x.plus(foreign));
    }
}
