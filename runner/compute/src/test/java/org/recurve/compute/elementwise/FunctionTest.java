package org.recurve.compute.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionTest {
    private static final float NAN = Float.NaN;

    @ParameterizedTest
    @EnumSource
    void theFloatFormIsTheDoubleFormRounded(Function function) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            float a = Floats.any(random);
            float b = Floats.any(random);
            float c = Floats.any(random);
            float exact = switch (function) {
                case PRODUCT_PLUS -> Function.ADD.apply(Function.MULTIPLY.apply(a, b, 0), c, 0);
                case MINUS_PRODUCT -> Function.SUBTRACT.apply(c, Function.MULTIPLY.apply(a, b, 0), 0);
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
        for (Function f : new Function[] {Function.MAX, Function.MIN}) {
            assertEquals(-0f, f.apply(-0f, 0f, 0));
            assertEquals(0f, f.apply(0f, -0f, 0));
            assertEquals(NAN, f.apply(NAN, 1f, 0));
            assertEquals(NAN, f.apply(1f, NAN, 0));
        }
        assertEquals(2f, Function.MAX.apply(1f, 2f, 0));
        assertEquals(1f, Function.MIN.apply(1f, 2f, 0));
    }

    @Test
    void reluKeepsNaNAndHasNoNegativeZero() {
        assertEquals(NAN, Function.RELU.apply(NAN, 0, 0));
        assertEquals(0f, Function.RELU.apply(-0f, 0, 0));
        assertEquals(0f, Function.RELU.apply(-3f, 0, 0));
        assertEquals(3f, Function.RELU.apply(3f, 0, 0));
    }

    @Test
    void comparisonsWithNaNAreFalseAndChooseTakesItAsTrue() {
        assertEquals(0f, Function.GREATER.apply(NAN, 1f, 0));
        assertEquals(0f, Function.EQUAL.apply(NAN, NAN, 0));
        assertEquals(1f, Function.EQUAL.apply(0f, -0f, 0));
        assertEquals(5f, Function.CHOOSE.apply(NAN, 5f, 6f));
        assertEquals(6f, Function.CHOOSE.apply(-0f, NAN, 6f));
        assertEquals(-0f, Function.SIGN.apply(-0f, 0, 0));
    }
}
