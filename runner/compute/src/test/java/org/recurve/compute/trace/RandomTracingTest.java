package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.compute.GraphValues;

/** Draws 0, 1, 2 … for two features along three positions. */
class RandomTracingTest {
    private final GraphValues values = new GraphValues();
    private final TracedValue count = values.value("count", Shape.SCALAR, new double[] {2});
    private final TracedValue like =
            DeclaredLengths.with(values.value("like", Shape.of(2, 3), new double[6]), 1, count);

    private TracedValue drawn(Shape shape) {
        double[] numbers = new double[shape.size()];
        java.util.Arrays.setAll(numbers, i -> i);
        return values.value("drawn", shape, numbers);
    }

    /** All features of the first position come first, so that more room at the end gives new numbers to nobody. */
    @Test
    void drawsAreNumberedPositionAfterPosition() {
        TracedValue along = RandomTracing.along(drawn(Shape.of(2, 3)), like);
        assertEquals(Shape.of(2, 3), along.shape());
        assertArrayEquals(new double[] {0, 2, 4, 1, 3, 5}, values.of(along)[0]);
    }

    @Test
    void theyExistWhereTheValueDoes() {
        TracedValue along = RandomTracing.along(drawn(Shape.of(2, 3)), like);
        assertTrue(along.runsAlong(1));
        assertArrayEquals(new double[] {0 + 2, 1 + 3}, values.of(along.sum(1))[0]);
    }

    @Test
    void onlyDrawsOfTheSameRoomRunAlongASequence() {
        assertTrue(RandomTracing.fits(drawn(Shape.of(2, 3)), like));
        assertTrue(RandomTracing.fits(drawn(Shape.of(5, 3)), like), "features may be others");
        assertFalse(RandomTracing.fits(drawn(Shape.of(2, 4)), like), "there are no four positions");
        assertFalse(RandomTracing.fits(drawn(Shape.of(3)), like), "there is no second axis");
        TracedValue whole = values.value("whole", Shape.of(2, 3), new double[6]);
        assertFalse(RandomTracing.fits(drawn(Shape.of(2, 3)), whole), "there is no sequence");
    }
}
