package org.recurve.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class PoolingLayerTest {
    private static final Spec<Pooling<?>> MAX = new Spec<>(new MaxPooling(), new NoConfig());

    private static Spec<Pooling<?>> average(boolean countPadding) {
        return new Spec<>(new AveragePooling(), new AveragePooling.Config(countPadding));
    }

    private static Extents extents(int value) {
        return new Extents(List.of(value));
    }

    private static Forward pool(Spec<Pooling<?>> by, int size, int stride, Padding padding, int... input) {
        PoolingLayer.Config config = new PoolingLayer.Config(by, extents(size), Optional.of(extents(stride)), padding);
        return Forward.of(new PoolingLayer(), config, Shape.of(input));
    }

    /** A lecture's numbers: 3×3 windows, one step apart. */
    @Test
    void overlappingWindowsAsWorkedOutByHand() {
        float[] same = {
            -2, -23, 6, 9, -18, //
            -9, 32, -15, 16, 18, //
            31, 8, -15, 35, 3, //
            -11, -3, 44, 1, 24
        };
        float[] expected = {32, 35, 35, 44, 44, 44};
        assertArrayEquals(expected, pool(MAX, 3, 1, Padding.VALID, 1, 4, 5).run(same));
    }

    @Test
    void windowsLieSideBySideUnlessAStrideIsGiven() {
        PoolingLayer.Config config = new PoolingLayer.Config(MAX, extents(2), Optional.empty(), Padding.VALID);
        Forward pool = Forward.of(new PoolingLayer(), config, Shape.of(2, 5));
        assertEquals(Shape.of(2, 2), pool.program().output());
        assertArrayEquals(new float[] {2, 4, -1, -3}, pool.run(1, 2, 3, 4, 5, -1, -2, -3, -4, -5));
    }

    @Test
    void placesBeyondTheEdgeAreAbsent() {
        assertArrayEquals(
                new float[] {-1, -2}, pool(MAX, 2, 2, Padding.of(1), 1, 2).run(-1, -2));
        assertArrayEquals(
                new float[] {-1, -2},
                pool(average(false), 2, 2, Padding.of(1), 1, 2).run(-1, -2));
        assertArrayEquals(
                new float[] {-0.5f, -1},
                pool(average(true), 2, 2, Padding.of(1), 1, 2).run(-1, -2));
    }

    @Test
    void averagesDivideByWhatIsThere() {
        float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        assertArrayEquals(
                new float[] {3, 4, 6, 7},
                pool(average(false), 2, 1, Padding.VALID, 1, 3, 3).run(image));
        assertArrayEquals(
                new float[] {1, 2.5f, 5.5f, 7},
                pool(average(false), 2, 2, Padding.of(1), 1, 3, 3).run(image));
    }

    @Test
    void notANumberIsTheMaximum() {
        float[] pooled = pool(MAX, 2, 2, Padding.VALID, 1, 4).run(Float.NaN, 1, 3, 2);
        assertTrue(Float.isNaN(pooled[0]));
        assertEquals(3, pooled[1]);
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThrows(
                InvalidSetting.class, () -> pool(MAX, 2, 2, Padding.VALID, 4).program());
        assertThrows(
                InvalidSetting.class, () -> pool(MAX, 5, 1, Padding.VALID, 1, 4).program());
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        PoolingLayer.Config config = new PoolingLayer.Config(MAX, extents(2), Optional.of(extents(1)), Padding.SAME);
        return Stream.of(
                        Contract.layer(new PoolingLayer(), config, 2, 5, 4),
                        Contract.pooling(new MaxPooling(), new NoConfig()),
                        Contract.pooling(new AveragePooling(), new AveragePooling.Config(false)),
                        Contract.pooling(new AveragePooling(), new AveragePooling.Config(true)))
                .flatMap(Contract::tests);
    }
}
