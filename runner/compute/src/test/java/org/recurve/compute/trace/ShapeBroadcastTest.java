package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.compute.GraphValues;

/** Shapes are aligned at the last axis; extents of 1 and missing axes are repeated. */
class ShapeBroadcastTest {
    private final GraphValues values = new GraphValues();

    @Test
    void aRowAndAColumnMakeATable() {
        TracedValue row = values.parameter("row", Shape.of(3), 1, 2, 3);
        TracedValue column = values.parameter("column", Shape.of(2, 1), 10, 20);
        TracedValue sum = (TracedValue) column.plus(row);
        assertEquals(Shape.of(2, 3), sum.shape());
        assertArrayEquals(new double[][] {{11, 12, 13, 21, 22, 23}}, values.of(sum));
    }

    @Test
    void aValueIsRepeatedToAShape() {
        TracedValue pair = values.parameter("pair", Shape.of(2, 1), 1, 2);
        assertArrayEquals(new double[][] {{1, 1, 2, 2, 1, 1, 2, 2}}, values.of(pair.broadcast(Shape.of(2, 2, 2))));
    }

    @Test
    void extentsThatDoNotFitAreNamed() {
        TracedValue three = values.parameter("three", Shape.of(3), 1, 2, 3);
        TracedValue two = values.parameter("two", Shape.of(2), 1, 2);
        String message = assertThrows(IllegalArgumentException.class, () -> three.plus(two))
                .getMessage();
        assertTrue(message.contains("3 against 2 at axis -1"), message);
        assertThrows(IllegalArgumentException.class, () -> three.broadcast(Shape.of(2)));
    }
}
