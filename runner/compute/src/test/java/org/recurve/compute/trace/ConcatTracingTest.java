package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.GraphValues;

/** Values side by side along an axis. */
class ConcatTracingTest {
    private final GraphValues values = new GraphValues();
    private final TracedValue x = values.value("x", Shape.of(2, 1), new double[] {1, 2});
    private final TracedValue y = values.parameter("y", Shape.of(2, 2), 3, 4, 5, 6);

    @Test
    void partsFollowEachOtherAlongTheAxis() {
        Value joined = x.concat(1, y);
        assertEquals(Shape.of(2, 3), joined.shape());
        assertArrayEquals(new double[] {1, 3, 4, 2, 5, 6}, values.of(joined)[0]);
        assertArrayEquals(new double[] {1, 2, 1, 2}, values.of(x.concat(0, x))[0]);
    }

    @Test
    void otherAxesMustAgree() {
        assertThrows(IllegalArgumentException.class, () -> x.concat(0, y));
    }
}
