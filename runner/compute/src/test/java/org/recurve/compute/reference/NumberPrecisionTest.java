package org.recurve.compute.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ElementwiseFunction;

class NumberPrecisionTest {
    /** One third as IEEE 754 rounds it to 24 and to 53 bits. */
    @Test
    void quotientsAreRoundedToTheirFormat() {
        assertEquals(0x1.555556p-2, NumberPrecision.FLOAT.apply(ElementwiseFunction.DIVIDE, 1, 3, 0));
        assertEquals(0x1.5555555555555p-2, NumberPrecision.DOUBLE.apply(ElementwiseFunction.DIVIDE, 1, 3, 0));
    }

    /** 2²⁴ + 1 has no float; the tie goes to the even neighbour. */
    @Test
    void sumsOfFloatsAreRounded() {
        assertEquals(0x1p24, NumberPrecision.FLOAT.add(0x1p24, 1));
        assertEquals(0x1p24 + 1, NumberPrecision.DOUBLE.add(0x1p24, 1));
    }

    /** (1 + 2⁻¹²)² − 1 = 2⁻¹¹ + 2⁻²⁴; a product rounded to float would lose the last term. */
    @Test
    void floatsAreMultipliedAndAddedInOneRounding() {
        double x = 1 + 0x1p-12;
        assertEquals(0x1p-11 + 0x1p-24, NumberPrecision.FLOAT.fma(x, x, -1));
        assertEquals(0x1p-11 + 0x1p-24, NumberPrecision.DOUBLE.fma(x, x, -1));
    }
}
