package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;

/** Places of a row-major table of 2 × 3 × 4. */
class RowStridesTest {
    private static final Shape SHAPE = Shape.of(2, 3, 4);

    @Test
    void anAxisStepsOverAllBehindIt() {
        assertArrayEquals(new int[] {12, 4, 1}, RowStrides.of(SHAPE));
        assertArrayEquals(new int[] {}, RowStrides.of(Shape.SCALAR));
    }

    @Test
    void aRowHasAnIndexOnEachAxis() {
        assertArrayEquals(new int[] {0, 0, 0}, RowStrides.index(SHAPE, 0));
        assertArrayEquals(new int[] {1, 2, 3}, RowStrides.index(SHAPE, 23));
        assertArrayEquals(new int[] {1, 0, 1}, RowStrides.index(SHAPE, 13));
    }
}
