package org.recurve.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void countsElementsAndAxes() {
        Shape shape = Shape.of(2, 3, 4);
        assertEquals(24, shape.size());
        assertEquals(3, shape.rank());
        assertEquals(4, shape.dim(-1));
        assertEquals(Shape.of(3, 4), shape.slice(1, 3));
        assertEquals(Shape.of(2, 3, 4, 5), shape.with(Shape.of(5)));
        assertEquals("2×3×4", shape.toString());
    }

    @Test
    void aScalarHasOneElement() {
        assertEquals(1, Shape.SCALAR.size());
        assertEquals("scalar", Shape.SCALAR.toString());
    }

    @Test
    void refusesEmptyAndOversizedExtents() {
        assertThrows(IllegalArgumentException.class, () -> Shape.of(2, 0));
        assertThrows(IllegalArgumentException.class, () -> Shape.of(1 << 16, 1 << 16));
        assertThrows(IllegalArgumentException.class, () -> Shape.of(1 << 30, 1 << 30, 1 << 30));
        assertThrows(IllegalArgumentException.class, () -> Shape.of(Integer.MAX_VALUE));
        assertEquals(Integer.MAX_VALUE - 15, Shape.of(Integer.MAX_VALUE - 15).size());
        assertThrows(IllegalArgumentException.class, () -> Shape.of(2, 3).dim(2));
        assertThrows(IllegalArgumentException.class, () -> Shape.of(2, 3).dim(-3));
    }
}
