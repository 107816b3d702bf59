package org.recurve.api.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;

class SizedInputTest {
    @Test
    void itHasAsManyValuesAsItsShape() {
        assertEquals(6, new SizedInput(Shape.of(1, 2, 3), new float[6]).values().length);
        IllegalArgumentException misfit =
                assertThrows(IllegalArgumentException.class, () -> new SizedInput(Shape.of(1, 2, 3), new float[5]));
        assertEquals("an input of shape 1×2×3 was given 5 values", misfit.getMessage());
    }
}
