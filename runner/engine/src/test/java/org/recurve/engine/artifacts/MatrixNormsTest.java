package org.recurve.engine.artifacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MatrixNormsTest {
    /** Singular values by hand: a diagonal's entries; a rotation's are 1; of [[3, 0], [4, 5]] they are √45 and √5. */
    @Test
    void theLargestSingularValue() {
        assertEquals(3, MatrixNorms.spectral(new float[] {2, 0, 0, -3}, 2), 1e-12);
        assertEquals(1, MatrixNorms.spectral(new float[] {0, -1, 1, 0}, 2), 1e-12);
        assertEquals(StrictMath.sqrt(45), MatrixNorms.spectral(new float[] {3, 0, 4, 5}, 2), 1e-12);
        assertEquals(StrictMath.sqrt(14), MatrixNorms.spectral(new float[] {1, 2, 3}, 1), 1e-12);
        assertEquals(0, MatrixNorms.spectral(new float[4], 2));
    }

    @Test
    void theBoundShrinksStepByStepBackwards() {
        assertArrayEquals(new double[] {1, 2, 4}, GradientFlow.bound(new double[] {9, 9, 4}, 0.5), 1e-12);
    }
}
