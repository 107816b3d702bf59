package org.recurve.compute.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.compute.kernel.elementwise.Accuracy;
import org.recurve.compute.kernel.elementwise.Floats;

class ElementwiseFunctionTest {
    private static final float NAN = Float.NaN;

    @ParameterizedTest
    @EnumSource
    void theFloatFormIsTheDoubleFormRounded(ElementwiseFunction function) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            float a = Floats.any(random);
            float b = Floats.any(random);
            float c = Floats.any(random);
            float exact = switch (function) {
                case PRODUCT_PLUS -> ElementwiseFunction.ADD.apply(ElementwiseFunction.MULTIPLY.apply(a, b, 0), c, 0);
                case MINUS_PRODUCT ->
                    ElementwiseFunction.SUBTRACT.apply(c, ElementwiseFunction.MULTIPLY.apply(a, b, 0), 0);
                default -> (float) function.apply((double) a, b, c);
            };
            float actual = function.apply(a, b, c);
            boolean transcendental = switch (function) {
                case EXP, LOG, LOG1P, EXPM1, TANH, SIGMOID, ERF -> true;
                default -> false;
            };
            if (transcendental) {
                assertTrue(Accuracy.error(function, a, actual) <= 2, () -> function + " of " + a);
            } else {
                assertEquals(exact, actual, () -> function + " of " + a + ", " + b + ", " + c);
            }
        }
    }

    @Test
    void maxAndMinKeepTheFirstOfEqualsAndAnyNaN() {
        for (ElementwiseFunction f : new ElementwiseFunction[] {ElementwiseFunction.MAX, ElementwiseFunction.MIN}) {
            assertEquals(-0f, f.apply(-0f, 0f, 0));
            assertEquals(0f, f.apply(0f, -0f, 0));
            assertEquals(NAN, f.apply(NAN, 1f, 0));
            assertEquals(NAN, f.apply(1f, NAN, 0));
        }
        assertEquals(2f, ElementwiseFunction.MAX.apply(1f, 2f, 0));
        assertEquals(1f, ElementwiseFunction.MIN.apply(1f, 2f, 0));
    }

    @Test
    void reluKeepsNaNAndHasNoNegativeZero() {
        assertEquals(NAN, ElementwiseFunction.RELU.apply(NAN, 0, 0));
        assertEquals(0f, ElementwiseFunction.RELU.apply(-0f, 0, 0));
        assertEquals(0f, ElementwiseFunction.RELU.apply(-3f, 0, 0));
        assertEquals(3f, ElementwiseFunction.RELU.apply(3f, 0, 0));
    }

    @Test
    void comparisonsWithNaNAreFalseAndChooseTakesItAsTrue() {
        assertEquals(0f, ElementwiseFunction.GREATER.apply(NAN, 1f, 0));
        assertEquals(0f, ElementwiseFunction.EQUAL.apply(NAN, NAN, 0));
        assertEquals(1f, ElementwiseFunction.EQUAL.apply(0f, -0f, 0));
        assertEquals(5f, ElementwiseFunction.CHOOSE.apply(NAN, 5f, 6f));
        assertEquals(6f, ElementwiseFunction.CHOOSE.apply(-0f, NAN, 6f));
        assertEquals(-0f, ElementwiseFunction.SIGN.apply(-0f, 0, 0));
    }
}
