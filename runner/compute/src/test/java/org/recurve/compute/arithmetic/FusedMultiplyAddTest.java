package org.recurve.compute.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.recurve.compute.kernel.elementwise.Floats;

/** Math.fma is the oracle; its hardware form makes ten million cases affordable. */
class FusedMultiplyAddTest {
    @Test
    void emulatedFmaRoundsOnceOnAllSpecialTriples() {
        for (float a : Floats.SPECIAL) {
            for (float b : Floats.SPECIAL) {
                for (float c : Floats.SPECIAL) {
                    assertSame(a, b, c);
                }
            }
        }
    }

    @Test
    void emulatedFmaRoundsOnceOnRandomBits() {
        SplittableRandom random = new SplittableRandom(1);
        int cases = HardwareFeatures.here().fma() ? 10_000_000 : 300_000;
        for (int i = 0; i < cases; i++) {
            float a = Float.intBitsToFloat(random.nextInt());
            float b = Float.intBitsToFloat(random.nextInt());
            assertSame(a, b, Float.intBitsToFloat(random.nextInt()));
            assertSame(a, b, near(random, a * b));
        }
    }

    @Test
    void emulatedFmaRoundsOnceWhereResultsAreSubnormal() {
        SplittableRandom random = new SplittableRandom(2);
        int cases = HardwareFeatures.here().fma() ? 2_000_000 : 100_000;
        for (int i = 0; i < cases; i++) {
            float a = scaled(random, -40 - random.nextInt(60));
            float b = scaled(random, -75 - Math.getExponent(a) - random.nextInt(90));
            assertSame(a, b, scaled(random, -149 + random.nextInt(30)));
        }
    }

    /** A number whose sum with the product cancels, ties or nearly ties. */
    private static float near(SplittableRandom random, float product) {
        int shift = random.nextInt(60) - 30;
        return Math.scalb(-product, shift) * (random.nextBoolean() ? 1 : Math.nextUp(1f));
    }

    private static float scaled(SplittableRandom random, int exponent) {
        return Math.scalb((float) random.nextDouble(-2, 2), exponent);
    }

    private static void assertSame(float a, float b, float c) {
        float expected = Math.fma(a, b, c);
        float actual = FusedMultiplyAdd.emulatedFma(a, b, c);
        if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
            assertEquals(
                    Float.toHexString(expected),
                    Float.toHexString(actual),
                    () -> hex(a) + " · " + hex(b) + " + " + hex(c));
        }
        assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(FusedMultiplyAdd.fma(a, b, c)));
    }

    private static String hex(float x) {
        return Float.toHexString(x);
    }
}
