package org.recurve.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.inspect.ReceptiveField;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

/** Expected numbers: numpy, by PyTorch's formulas for nearest, linear and bilinear interpolation. */
class UpsampleTest {
    private static final float[] IMAGE = {1, 2, 4, -3, 0, 5};

    private static Upsample.Config by(Upsample.UpsampleMode mode, boolean alignCorners, Integer... factors) {
        return new Upsample.Config(new Extents(List.of(factors)), mode, alignCorners);
    }

    private static float[] enlarged(Upsample.Config config) {
        return Forward.of(new Upsample(), config, Shape.of(1, 2, 3)).run(IMAGE);
    }

    @Test
    void nearestRepeatsElements() {
        Forward layer = Forward.of(new Upsample(), by(Upsample.UpsampleMode.NEAREST, false, 1, 2), Shape.of(1, 2, 3));
        assertEquals(Shape.of(1, 2, 6), layer.program().output());
        assertArrayEquals(new float[] {1, 1, 2, 2, 4, 4, -3, -3, 0, 0, 5, 5}, layer.run(IMAGE));
        assertArrayEquals(
                new float[] {1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4},
                Forward.of(new Upsample(), by(Upsample.UpsampleMode.NEAREST, false, 2), Shape.of(1, 2, 2))
                        .run(1, 2, 3, 4));
    }

    @Test
    void bilinearTakesElementsAsAreas() {
        float[] expected = {
            1f, 1.25f, 1.75f, 2.5f, 3.5f, 4f, 0f, 0.375f, 1.125f, 2.1875f, 3.5625f, 4.25f, -2f, -1.375f, -0.125f,
            1.5625f, 3.6875f, 4.75f, -3f, -2.25f, -0.75f, 1.25f, 3.75f, 5f
        };
        assertArrayEquals(expected, enlarged(by(Upsample.UpsampleMode.BILINEAR, false, 2)), 1e-6f);
        assertArrayEquals(
                new float[] {1, 1, 2, 3, 4, 2, 0, -2, -2},
                Forward.of(new Upsample(), by(Upsample.UpsampleMode.BILINEAR, false, 3), Shape.of(1, 3))
                        .run(1, 4, -2),
                1e-6f);
    }

    @Test
    void cornersCanBePutOnEachOther() {
        float[] expected = {
            1f,
            1.4f,
            1.8f,
            2.4f,
            3.2f,
            4f,
            -0.3333333f,
            0.3333333f,
            1f,
            1.933333f,
            3.133333f,
            4.333333f,
            -1.666667f,
            -0.7333333f,
            0.2f,
            1.466667f,
            3.066667f,
            4.666667f,
            -3f,
            -1.8f,
            -0.6f,
            1f,
            3f,
            5f
        };
        assertArrayEquals(expected, enlarged(by(Upsample.UpsampleMode.BILINEAR, true, 2)), 1e-6f);
        assertThrows(InvalidSetting.class, () -> by(Upsample.UpsampleMode.NEAREST, true, 2));
        Forward units = Forward.of(new Upsample(), by(Upsample.UpsampleMode.NEAREST, false, 2), Shape.of(3));
        assertThrows(InvalidSetting.class, units::program);
    }

    @Test
    void anElementSeesItsNeighboursAlone() {
        var program = Forward.of(new Upsample(), by(Upsample.UpsampleMode.BILINEAR, false, 2), Shape.of(1, 9, 9))
                .program();
        assertEquals("1×2×2", ReceptiveField.of(program).getFirst().boxText());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Stream.of(
                        Contract.layer(new Upsample(), by(Upsample.UpsampleMode.NEAREST, false, 2, 3), 2, 2, 3),
                        Contract.layer(new Upsample(), by(Upsample.UpsampleMode.BILINEAR, false, 2), 2, 2, 3),
                        Contract.layer(new Upsample(), by(Upsample.UpsampleMode.BILINEAR, true, 3), 2, 4))
                .flatMap(Contract::tests);
    }
}
