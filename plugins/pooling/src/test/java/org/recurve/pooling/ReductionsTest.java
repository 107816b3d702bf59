package org.recurve.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

/** What a window is reduced to: L2, other norms, and the gradient that reaches tied or absent elements. */
class ReductionsTest {
    private static final Spec<Pooling<?>> L2_POOLING = new Spec<>(new L2Pooling(), new NoConfig());

    private static Spec<Pooling<?>> norm(double p) {
        return new Spec<>(new PNormPooling(), new PNormPooling.Config(p));
    }

    private static PoolingLayer.Config pairs(Spec<Pooling<?>> by, Padding padding) {
        return new PoolingLayer.Config(by, new Extents(List.of(2)), Optional.empty(), padding);
    }

    private static float[] pool(Spec<Pooling<?>> by, float... x) {
        return Forward.of(new PoolingLayer(), pairs(by, Padding.VALID), Shape.of(1, x.length))
                .run(x);
    }

    /** The input's gradient of the sum of what a pooling of pairs gives. */
    @Plugin(id = "slope", summary = "the gradient of a pooling")
    private static final class Slope implements Layer<PoolingLayer.Config> {
        @Override
        public Value forward(PoolingLayer.Config config, Scope scope, Value x) {
            return new PoolingLayer()
                    .forward(config, scope, x)
                    .sum()
                    .gradient(x)
                    .getFirst();
        }
    }

    private static float[] slope(Spec<Pooling<?>> by, float... x) {
        return Forward.of(new Slope(), pairs(by, Padding.VALID), Shape.of(1, x.length))
                .run(x);
    }

    @Test
    void l2IsTheRootOfTheMeanSquare() {
        assertArrayEquals(new float[] {5, 0, 1}, pool(L2_POOLING, 1, -7, 0, 0, -1, 1));
    }

    @Test
    void absentElementsDoNotCount() {
        float[] pooled = Forward.of(new PoolingLayer(), pairs(L2_POOLING, Padding.of(1)), Shape.of(1, 2))
                .run(3, -4);
        assertArrayEquals(new float[] {3, 4}, pooled);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 2, 3, 8})
    void normsFollowTheirFormula(double p) {
        Random random = new Random(7);
        float[] x = new float[40];
        float[] expected = new float[20];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
            expected[i / 2] += (float) (StrictMath.pow(StrictMath.abs(x[i]), p) / 2);
        }
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) StrictMath.pow(expected[i], 1 / p);
        }
        assertArrayEquals(expected, pool(norm(p), x), 1e-5f);
    }

    @Test
    void normsRunFromTheMeanToTheMaximum() {
        assertArrayEquals(new float[] {2}, pool(norm(1), 1, -3), 1e-6f);
        assertArrayEquals(pool(L2_POOLING, 1, -3), pool(norm(2), 1, -3), 1e-6f);
        assertArrayEquals(new float[] {3}, pool(norm(60), 1, -3), 0.04f);
    }

    @Test
    void windowsOfZerosHaveNoSlope() {
        assertArrayEquals(new float[] {0, 0, 0.6f / 1.414214f, 0.8f / 1.414214f}, slope(L2_POOLING, 0, 0, 3, 4), 1e-6f);
        assertArrayEquals(new float[] {0, 0, 0.5f, -0.5f}, slope(norm(1), 0, 0, 2, -1), 1e-6f);
        assertArrayEquals(new float[] {0}, pool(norm(3), 0, 0));
    }

    @Test
    void theFirstOfEqualElementsGetsTheWholeGradientOfTheMaximum() {
        Spec<Pooling<?>> max = new Spec<>(new MaxPooling(), new NoConfig());
        assertArrayEquals(new float[] {1, 0, 0, 1, 1, 0}, slope(max, 2, 2, -1, 0, 5, 5));
    }

    @Test
    void notANumberIsSeen() {
        assertEquals(Float.NaN, pool(L2_POOLING, Float.NaN, 1)[0]);
        assertEquals(Float.NaN, pool(norm(3), 0, Float.NaN)[0]);
    }

    @Test
    void exponentsAreFinite() {
        assertThrows(InvalidSetting.class, () -> new PNormPooling.Config(Double.POSITIVE_INFINITY));
        assertThrows(InvalidSetting.class, () -> new PNormPooling.Config(Double.NaN));
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.pooling(new L2Pooling(), new NoConfig()),
                        Contract.pooling(new PNormPooling(), new PNormPooling.Config(3)),
                        Contract.pooling(new StochasticPooling(), new NoConfig()))
                .flatMap(Contract::tests);
    }
}
