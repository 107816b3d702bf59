package org.recurve.optimization.initializer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;
import org.recurve.api.random.Stream;

class InitializersTest {
    private static final Weights MATRIX = new Weights(Shape.of(200, 300), 300, 200);

    private record Moments(double mean, double deviation, double largest) {}

    private static <C extends Record> Moments moments(Initializer<C> initializer, C config) {
        float[] drawn = initializer.draw(config, MATRIX, Stream.of(0).in("w"));
        assertEquals(60_000, drawn.length);
        double mean = IntStream.range(0, drawn.length)
                .mapToDouble(i -> drawn[i])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, drawn.length)
                .mapToDouble(i -> (drawn[i] - mean) * (drawn[i] - mean))
                .average()
                .orElseThrow();
        double largest = IntStream.range(0, drawn.length)
                .mapToDouble(i -> Math.abs(drawn[i]))
                .max()
                .orElseThrow();
        return new Moments(mean, StrictMath.sqrt(variance), largest);
    }

    private static void assertMoments(double mean, double deviation, Moments actual) {
        assertEquals(mean, actual.mean(), 4 * deviation / StrictMath.sqrt(60_000));
        assertEquals(deviation, actual.deviation(), 0.015 * deviation);
    }

    @Test
    void glorotKeepsTheVarianceBothWays() {
        double deviation = StrictMath.sqrt(2 / 500.0);
        Moments uniform = moments(new Glorot(), new Glorot.Config(ScaledDistribution.UNIFORM));
        assertMoments(0, deviation, uniform);
        assertTrue(uniform.largest() <= StrictMath.sqrt(6 / 500.0));
        assertMoments(0, deviation, moments(new Glorot(), new Glorot.Config(ScaledDistribution.NORMAL)));
    }

    @Test
    void heKeepsTheVarianceThroughARectifier() {
        double deviation = StrictMath.sqrt(2 / 300.0);
        assertMoments(0, deviation, moments(new He(), new He.Config(ScaledDistribution.NORMAL)));
        Moments uniform = moments(new He(), new He.Config(ScaledDistribution.UNIFORM));
        assertMoments(0, deviation, uniform);
        assertTrue(uniform.largest() <= StrictMath.sqrt(6 / 300.0));
    }

    @Test
    void leCunKeepsTheVarianceOfASum() {
        assertMoments(0, StrictMath.sqrt(1 / 300.0), moments(new LeCun(), new LeCun.Config(ScaledDistribution.NORMAL)));
        assertMoments(
                0, StrictMath.sqrt(1 / 300.0), moments(new LeCun(), new LeCun.Config(ScaledDistribution.UNIFORM)));
    }

    /** At a cut of 2 the variance is {@code 1 − 2 · 2 φ(2) / (2 Φ(2) − 1) = 0.7737}. */
    @Test
    void truncationCutsTheTails() {
        Moments truncated = moments(new Truncated(), new Truncated.Config(0.5, 0, 2));
        assertMoments(0, 0.5 * StrictMath.sqrt(0.7737413), truncated);
        assertTrue(truncated.largest() <= 1);
    }

    @Test
    void plainDistributionsHaveTheirMoments() {
        assertMoments(1, 0.1 / StrictMath.sqrt(3), moments(new Uniform(), new Uniform.Config(0.1, 1)));
        assertMoments(-2, 0.5, moments(new Normal(), new Normal.Config(0.5, -2)));
        assertEquals(
                new Moments(0.25, 0, 0.25), moments(new ConstantInitializer(), new ConstantInitializer.Config(0.25)));
        assertEquals(new Moments(0, 0, 0), moments(new Zeros(), new org.recurve.api.plugin.NoConfig()));
    }
}
