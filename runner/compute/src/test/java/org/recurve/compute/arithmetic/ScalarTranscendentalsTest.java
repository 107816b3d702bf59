package org.recurve.compute.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.kernel.elementwise.Accuracy;
import org.recurve.compute.kernel.elementwise.ChunkKernel;
import org.recurve.compute.kernel.elementwise.ScalarChunkKernel;

class ScalarTranscendentalsTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final double PROMISED = 2;

    /** A prime near 257, so that the low bits take every value. */
    private static final int STRIDE = 257;

    @ParameterizedTest
    @EnumSource(names = {"EXP", "LOG", "LOG1P", "EXPM1", "TANH", "SIGMOID", "ERF"})
    void isWithinTwoUlpOnOneFloatIn257(ElementwiseFunction function) {
        assertWithin(Accuracy.of(function, ChunkKernel.of(HardwareFeatures.here()), 0, 1L << 32, STRIDE));
    }

    @ParameterizedTest
    @EnumSource(names = {"EXP", "LOG", "LOG1P", "EXPM1", "TANH", "SIGMOID", "ERF"})
    void isWithinTwoUlpAroundEveryPowerOfTwo(ElementwiseFunction function) {
        for (long exponent = 0; exponent < 512; exponent++) {
            long border = exponent << 23;
            long from = Math.max(0, border - 1000);
            assertWithin(Accuracy.of(function, new ScalarChunkKernel(), from, border + 1000, 1));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EXP", "LOG", "LOG1P", "EXPM1", "TANH", "SIGMOID", "ERF"})
    @Tag("exhaustive")
    void isWithinTwoUlpOnEveryFloat(ElementwiseFunction function) {
        LongStream.range(0, 256)
                .parallel()
                .forEach(part -> assertWithin(Accuracy.of(
                        function, ChunkKernel.of(HardwareFeatures.here()), part << 24, (part + 1) << 24, 1)));
    }

    private static void assertWithin(Accuracy worst) {
        assertTrue(worst.worst() <= PROMISED, worst::toString);
    }

    @Test
    void exponentialKeepsItsLimits() {
        assertEquals(0f, ScalarTranscendentals.exp(-INFINITY));
        assertEquals(INFINITY, ScalarTranscendentals.exp(INFINITY));
        assertEquals(INFINITY, ScalarTranscendentals.exp(88.72284f));
        assertTrue(ScalarTranscendentals.exp(88.72283f) < INFINITY);
        assertEquals(Float.MIN_VALUE, ScalarTranscendentals.exp(-103.9f));
        assertEquals(0f, ScalarTranscendentals.exp(-104));
        assertEquals(1f, ScalarTranscendentals.exp(-0f));
        assertEquals(Float.NaN, ScalarTranscendentals.exp(Float.NaN));
    }

    @Test
    void logarithmKeepsItsLimits() {
        assertEquals(-INFINITY, ScalarTranscendentals.log(0f));
        assertEquals(-INFINITY, ScalarTranscendentals.log(-0f));
        assertEquals(INFINITY, ScalarTranscendentals.log(INFINITY));
        assertEquals(0f, ScalarTranscendentals.log(1f));
        assertEquals((float) StrictMath.log(Float.MIN_VALUE), ScalarTranscendentals.log(Float.MIN_VALUE));
        for (float undefined : List.of(-1f, -Float.MIN_VALUE, -INFINITY, Float.NaN)) {
            assertEquals(Float.NaN, ScalarTranscendentals.log(undefined));
        }
    }

    /** What lies beside 0 is its own value to the last digit, and signs of zeros stay. */
    @Test
    void logarithmOfOnePlusKeepsSmallNumbersAndItsLimits() {
        assertEquals(0f, ScalarTranscendentals.log1p(0f));
        assertEquals(-0f, ScalarTranscendentals.log1p(-0f));
        assertEquals(Float.MIN_VALUE, ScalarTranscendentals.log1p(Float.MIN_VALUE));
        assertEquals(-Float.MIN_VALUE, ScalarTranscendentals.log1p(-Float.MIN_VALUE));
        assertEquals(9.3576e-14f, ScalarTranscendentals.log1p(9.3576e-14f));
        assertEquals(INFINITY, ScalarTranscendentals.log1p(INFINITY));
        assertEquals(88.72284f, ScalarTranscendentals.log1p(Float.MAX_VALUE));
        assertEquals(-INFINITY, ScalarTranscendentals.log1p(-1));
        for (float undefined : List.of(Math.nextDown(-1f), -INFINITY, Float.NaN)) {
            assertEquals(Float.NaN, ScalarTranscendentals.log1p(undefined));
        }
    }

    @Test
    void exponentialLessOneKeepsSmallNumbersAndItsLimits() {
        assertEquals(0f, ScalarTranscendentals.expm1(0f));
        assertEquals(-0f, ScalarTranscendentals.expm1(-0f));
        assertEquals(Float.MIN_VALUE, ScalarTranscendentals.expm1(Float.MIN_VALUE));
        assertEquals(-Float.MIN_VALUE, ScalarTranscendentals.expm1(-Float.MIN_VALUE));
        assertEquals(1e-10f, ScalarTranscendentals.expm1(1e-10f));
        assertEquals(-1f, ScalarTranscendentals.expm1(-INFINITY));
        assertEquals(-1f, ScalarTranscendentals.expm1(-18));
        assertEquals(INFINITY, ScalarTranscendentals.expm1(INFINITY));
        assertEquals(INFINITY, ScalarTranscendentals.expm1(88.72284f));
        assertTrue(ScalarTranscendentals.expm1(88.72283f) < INFINITY);
        assertEquals(Float.NaN, ScalarTranscendentals.expm1(Float.NaN));
    }

    @Test
    void tanhIsOddAndSaturates() {
        assertEquals(1f, ScalarTranscendentals.tanh(INFINITY));
        assertEquals(-1f, ScalarTranscendentals.tanh(-INFINITY));
        assertEquals(-0f, ScalarTranscendentals.tanh(-0f));
        assertEquals(-Float.MIN_VALUE, ScalarTranscendentals.tanh(-Float.MIN_VALUE));
        assertEquals(Float.NaN, ScalarTranscendentals.tanh(Float.NaN));
        for (int bits = 0; bits < 0x7f800000 - 9973; bits += 9973) {
            float x = Float.intBitsToFloat(bits);
            assertEquals(-ScalarTranscendentals.tanh(x), ScalarTranscendentals.tanh(-x));
        }
    }

    @Test
    void sigmoidKeepsItsTails() {
        assertEquals(0f, ScalarTranscendentals.sigmoid(-INFINITY));
        assertEquals(1f, ScalarTranscendentals.sigmoid(INFINITY));
        assertEquals(0.5f, ScalarTranscendentals.sigmoid(-0f));
        assertEquals(ScalarTranscendentals.exp(-100), ScalarTranscendentals.sigmoid(-100));
        assertEquals(Float.NaN, ScalarTranscendentals.sigmoid(Float.NaN));
    }

    /** Against Commons Math, whose continued fractions and series are none of ours. */
    @Test
    void theErrorFunctionInDoubleIsRight() {
        for (double x = -7; x < 7; x += 0.0173) {
            assertEquals(Erf.erf(x), ErrorFunction.of(x), 2e-15);
        }
        assertEquals(0.8427007929497149, ErrorFunction.of(1), 1e-15, "Abramowitz and Stegun, table 7.1");
        assertEquals(Double.NaN, ErrorFunction.of(Double.NaN));
    }

    @Test
    void theErrorFunctionIsOddAndSaturates() {
        assertEquals(1f, ScalarTranscendentals.erf(INFINITY));
        assertEquals(-1f, ScalarTranscendentals.erf(-INFINITY));
        assertEquals(-0f, ScalarTranscendentals.erf(-0f));
        assertEquals(Float.NaN, ScalarTranscendentals.erf(Float.NaN));
        assertEquals(1f, ScalarTranscendentals.erf(4));
        for (int bits = 0; bits < 0x7f800000 - 9973; bits += 9973) {
            float x = Float.intBitsToFloat(bits);
            assertEquals(-ScalarTranscendentals.erf(x), ScalarTranscendentals.erf(-x));
            assertTrue(ScalarTranscendentals.erf(x) <= 1);
        }
    }
}
