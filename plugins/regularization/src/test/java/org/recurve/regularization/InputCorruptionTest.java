package org.recurve.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.regularization.InputCorruption.Noise;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class InputCorruptionTest {
    private static final int SIZE = 20_000;

    private static float[] corrupted(Noise noise, double level) {
        float[] halves = new float[SIZE];
        Arrays.fill(halves, 0.5f);
        return Trained.of(new InputCorruption(), new InputCorruption.Config(level, noise), 100)
                .outputs(0, halves);
    }

    private static double share(float[] values, float value) {
        return IntStream.range(0, SIZE).filter(i -> values[i] == value).count() / (double) SIZE;
    }

    @Test
    void maskingZeroesItsShareAndScalesNothing() {
        float[] y = corrupted(Noise.MASKING, 0.3);
        assertEquals(0.3, share(y, 0), 4 * StrictMath.sqrt(0.3 * 0.7 / SIZE));
        assertEquals(1, share(y, 0) + share(y, 0.5f), 1e-12);
    }

    @Test
    void saltIsAsLikelyAsPepper() {
        float[] y = corrupted(Noise.SALT_AND_PEPPER, 0.4);
        double deviation = StrictMath.sqrt(0.2 * 0.8 / SIZE);
        assertEquals(0.2, share(y, 0), 4 * deviation);
        assertEquals(0.2, share(y, 1), 4 * deviation);
        assertEquals(1, share(y, 0) + share(y, 1) + share(y, 0.5f), 1e-12);
    }

    @Test
    void gaussianNoiseHasItsMoments() {
        float[] y = corrupted(Noise.GAUSSIAN, 2);
        double mean = values(y).average().orElseThrow();
        double variance = values(y).map(v -> (v - 0.5) * (v - 0.5)).average().orElseThrow();
        assertEquals(0.5, mean, 4 * 2 / StrictMath.sqrt(SIZE));
        assertEquals(4, variance, 4 * 4 * StrictMath.sqrt(2.0 / SIZE));
    }

    private static DoubleStream values(float[] y) {
        return IntStream.range(0, y.length).mapToDouble(i -> y[i]);
    }

    @Test
    void evaluationChangesNothingAndAProbabilityIsOne() {
        Forward layer = Forward.of(new InputCorruption(), new InputCorruption.Config(0.9, Noise.MASKING), Shape.of(2));
        assertArrayEquals(new float[] {1, -2}, layer.run(1, -2));
        assertThrows(InvalidSetting.class, () -> new InputCorruption.Config(1.5, Noise.SALT_AND_PEPPER));
        assertTrue(new InputCorruption.Config(1.5, Noise.GAUSSIAN).level() > 1);
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Stream.of(Noise.values())
                .map(noise -> Contract.layer(new InputCorruption(), new InputCorruption.Config(0.3, noise), 4, 3))
                .flatMap(Contract::tests);
    }
}
