package org.recurve.convolution.fourier;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.inspect.ReceptiveField;
import org.recurve.compute.inspect.UnitReceptiveField;
import org.recurve.compute.program.Program;
import org.recurve.compute.program.Quantity;
import org.recurve.compute.session.MemoryFootprint;
import org.recurve.convolution.Conv;
import org.recurve.convolution.Shared;
import org.recurve.convolution.connectivity.FullConnectivity;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

/** Convolution by Fourier transforms, against the direct sum. */
class FftConvTest {
    private static final Extents ONE = Extents.of(1);

    record Case(Shape input, Extents kernel, Padding padding, boolean flip) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(Shape.of(3, 20), Extents.of(7), Padding.VALID, false),
                new Case(Shape.of(2, 9, 12), Extents.of(List.of(4, 5)), Padding.VALID, false),
                new Case(Shape.of(2, 9, 12), Extents.of(List.of(4, 5)), Padding.SAME, false),
                new Case(Shape.of(2, 9, 12), Extents.of(List.of(3, 2)), Padding.FULL, true),
                new Case(Shape.of(1, 5, 6), Extents.of(3), Padding.of(4), false),
                new Case(Shape.of(1, 5, 6), Extents.of(3), Padding.of(List.of(List.of(0, 2), List.of(1, 0))), true),
                new Case(Shape.of(2, 4, 3, 5), Extents.of(2), Padding.SAME, false),
                new Case(Shape.of(2, 1, 8), Extents.of(List.of(1, 8)), Padding.VALID, false),
                new Case(Shape.of(3, 40, 40), Extents.of(21), Padding.SAME, false));
    }

    private static float[] numbers(String name, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) org.recurve.api.random.Stream.of(11).in(name).normal(i);
        }
        return values;
    }

    private static Spec<Initializer<?>> kernels(Case given) {
        Convolution convolution = new Convolution(4, new Windowing(given.kernel(), ONE, given.padding(), ONE));
        return Forward.given(numbers("w", convolution.weights(given.input()).size()));
    }

    private static FftConv.Config settings(Case given) {
        return new FftConv.Config(4, given.kernel(), given.padding(), true, given.flip(), kernels(given));
    }

    private static Conv.Config direct(Case given) {
        return new Conv.Config(
                4,
                given.kernel(),
                ONE,
                given.padding(),
                ONE,
                new Spec<>(new Shared(), new NoConfig()),
                new Spec<>(new FullConnectivity(), new NoConfig()),
                Conv.Bias.FILTER,
                given.flip(),
                kernels(given),
                Optional.empty());
    }

    /** The stated tolerance: 1e-5 of the largest result. */
    @ParameterizedTest
    @MethodSource("cases")
    void itAgreesWithTheDirectSum(Case given) {
        float[] x = numbers("x", given.input().size());
        Forward forward = Forward.of(new FftConv(), settings(given), given.input());
        Forward direct = Forward.of(new Conv(), direct(given), given.input());
        assertEquals(direct.program().output(), forward.program().output());
        float[] expected = direct.run(x);
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, forward.run(x), 1e-5f * largest);
    }

    @Test
    void itsParametersAreThoseOfConv() {
        Case given = cases().findFirst().orElseThrow();
        assertEquals(
                Forward.of(new Conv(), direct(given), given.input()).program().parameters().stream()
                        .map(p -> p.name() + p.weights())
                        .toList(),
                Forward.of(new FftConv(), settings(given), given.input()).program().parameters().stream()
                        .map(p -> p.name() + p.weights())
                        .toList());
    }

    /** What a unit sees and how many links there are does not depend on the way in which it is computed. */
    @Test
    void linksAndReceptiveFieldsAreThoseOfTheConvolution() {
        Case given = new Case(Shape.of(1, 28, 28), Extents.of(5), Padding.VALID, false);
        Program transformed =
                Forward.of(new FftConv(), settings(given), given.input()).program();
        Program direct = Forward.of(new Conv(), direct(given), given.input()).program();
        assertEquals("1×5×5", ReceptiveField.of(transformed).getFirst().boxText());
        assertEquals(ReceptiveField.of(direct), ReceptiveField.of(transformed));
        assertEquals(
                4 * 24 * 24 * 26, ModelSummary.of(transformed).getFirst().links(), "26 a unit: 5×5 weights and a bias");
        assertEquals(
                UnitReceptiveField.of(direct, "subject", List.of(2, 3)).elements(),
                UnitReceptiveField.of(transformed, "subject", List.of(2, 3)).elements());
    }

    /** No memory is taken for the stages of a transform of every example. */
    @Test
    void itTakesLittleMoreMemoryThanItsMapsAndKernels() {
        Case given = new Case(Shape.of(1, 48, 48), Extents.of(31), Padding.VALID, false);
        Program program =
                Forward.of(new FftConv(), settings(given), given.input()).program();
        MemoryFootprint footprint = MemoryFootprint.of(program, List.of(), List.of(Quantity.GRADIENT), 32);
        assertTrue(footprint.activations() < 16 << 20, footprint.toString());
        assertTrue(footprint.tables() < 64 << 20, footprint.toString());
    }

    @Test
    void saysWhatDoesNotFit() {
        Spec<Initializer<?>> none = Forward.given();
        FftConv.Config five = new FftConv.Config(4, Extents.of(5), Padding.VALID, true, false, none);
        for (Shape input : List.of(Shape.of(9), Shape.of(1, 4))) {
            assertThrows(
                    InvalidSetting.class,
                    () -> Forward.of(new FftConv(), five, input).program());
        }
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        Case given = new Case(Shape.of(2, 4, 3), Extents.of(List.of(3, 2)), Padding.SAME, false);
        return Contract.layer(new FftConv(), settings(given), 2, 4, 3).tests();
    }
}
