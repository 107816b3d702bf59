package org.recurve.convolution;

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
import org.recurve.api.data.Field;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Part;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.inspect.ReceptiveField;
import org.recurve.compute.inspect.UnitReceptiveField;
import org.recurve.compute.program.Program;
import org.recurve.convolution.kernel.FixedKernel;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

/** Expected numbers: numpy, by the scatter that defines PyTorch's ConvTranspose1d and ConvTranspose2d, of {@link #numbers}. */
class TransposedConvTest {
    /** {@code (i · step mod 7 − 3) / 2}. */
    private static float[] numbers(int count, int step) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (i * step % 7 - 3) / 2f;
        }
        return numbers;
    }

    private static TransposedConv.Config settings(
            int filters,
            Extents kernel,
            Extents stride,
            Padding padding,
            List<Integer> outputPadding,
            Extents dilation,
            int groups,
            Spec<Initializer<?>> initializer) {
        return new TransposedConv.Config(
                filters, kernel, stride, padding, outputPadding, dilation, groups, true, initializer);
    }

    private static TransposedConv.Config plain(int filters, int kernel, int stride, Padding padding, int more) {
        return settings(
                filters,
                Settings.extents(kernel),
                Settings.extents(stride),
                padding,
                List.of(more),
                Settings.extents(1),
                1,
                Forward.given());
    }

    private static TransposedConv.Config withEverything(Spec<Initializer<?>> initializer) {
        return settings(
                2,
                Settings.extents(3, 2),
                Settings.extents(2, 3),
                Padding.of(List.of(1, 0)),
                List.of(1, 2),
                Settings.extents(1, 2),
                2,
                initializer);
    }

    @Test
    void stridePaddingOutputPaddingDilationAndGroupsAreThoseOfPytorch() {
        Forward layer =
                Forward.of(new TransposedConv(), withEverything(Forward.given(numbers(24, 5))), Shape.of(4, 2, 3));
        assertEquals(Shape.of(2, 4, 11), layer.program().output());
        float[] expected = {
            0.5f, 0f, 1.5f, -1.5f, 0f, 0f, 0f, 0f, -1.5f, 0f, 0f, -2.75f, 0f, -2.75f, 0.25f, 0f, -0.5f, 3.25f, 0f,
            -1.75f, 0f, 0f, 1.5f, 0f, 0.5f, -0.5f, 0f, -1f, 1f, 0f, 1f, 0f, 0f, -2.25f, 0f, 2f, 2f, 0f, -0.25f, -2.5f,
            0f, 1f, 0f, 0f, 1f, 0f, -2.5f, -0.25f, 0f, 2f, 2f, 0f, -2.25f, 0f, 0f, -1.25f, 0f, 0.25f, -0.25f, 0f,
            -1.25f, 2.5f, 0f, 2.5f, 0f, 0f, 0.75f, 0f, 2.25f, -2.25f, 0f, 1.5f, 0f, 0f, -2.75f, 0f, 0f, -1.5f, 0f, 0f,
            0f, 0f, -1.5f, 1.5f, 0f, 0.5f, 0f, 0f
        };
        assertArrayEquals(expected, layer.run(numbers(24, 3)), "halves and quarters: exact in float");
    }

    @Test
    void aSequenceIsEnlargedAlongItsOneAxis() {
        TransposedConv.Config config = settings(
                3,
                Settings.extents(3),
                Settings.extents(2),
                Padding.of(1),
                List.of(1),
                Settings.extents(1),
                1,
                Forward.given(numbers(18, 5)));
        float[] expected = {
            -2.5f, 1.5f, 1f, -3.75f, 1f, 1.5f, 1f, -2.25f, -2.75f, -2.75f, 0.5f, 0.25f, 2f, -0.25f, 0f, 2f, 2.25f,
            -3.5f, 0f, 0.75f, -2.25f, -0.25f, 0.75f, 1f
        };
        assertArrayEquals(
                expected,
                Forward.of(new TransposedConv(), config, Shape.of(2, 4)).run(numbers(8, 3)));
    }

    @Test
    void samePaddingMultipliesExtentsByTheStride() {
        Forward layer = Forward.of(new TransposedConv(), plain(3, 5, 2, Padding.SAME, 0), Shape.of(2, 7, 4));
        assertEquals(Shape.of(3, 14, 8), layer.program().output());
    }

    /**
     * What an impulse makes is the kernel as it is written, one for each filter. Of two channels a filter sums the mean; with
     * two groups it sees one of them.
     */
    @Test
    void kernelsThatAreWrittenOutBelongToFilters() {
        Spec<Initializer<?>> three = kernels(List.of(
                List.of(List.of(1, 2), List.of(3, 4)),
                List.of(List.of(5, 6), List.of(7, 8)),
                List.of(List.of(9, 10), List.of(11, 12))));
        float[] counted = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        assertArrayEquals(counted, impulse(3, 1, three, 1));
        assertArrayEquals(counted, impulse(3, 1, three, 1, 1), "the mean of two equal channels");
        Spec<Initializer<?>> two =
                kernels(List.of(List.of(List.of(1, 2), List.of(3, 4)), List.of(List.of(5, 6), List.of(7, 8))));
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 50, 60, 70, 80}, impulse(2, 2, two, 1, 10), "each filter sees its group");
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 10, 20, 30, 40},
                impulse(2, 2, kernels(List.of(List.of(1, 2), List.of(3, 4))), 1, 10),
                "one kernel for all");
    }

    /** One kernel in a list is not one for each of two filters, though there is one channel. */
    @Test
    void aKernelTooManyIsCountedInFilters() {
        Spec<Initializer<?>> one = kernels(List.of(List.of(List.of(1, 2), List.of(3, 4))));
        InvalidSetting wrong = assertThrows(InvalidSetting.class, () -> impulse(2, 1, one, 1));
        assertTrue(wrong.getMessage().contains("one for each of the 2 filters"), wrong.getMessage());
    }

    private static Spec<Initializer<?>> kernels(Object nested) {
        return new Spec<>(new FixedKernel(), new FixedKernel.Config(FixedKernel.KernelValues.of(nested)));
    }

    /** The result for maps of one place each. */
    private static float[] impulse(int filters, int groups, Spec<Initializer<?>> kernels, float... channels) {
        TransposedConv.Config config = settings(
                filters,
                Settings.extents(2),
                Settings.extents(1),
                Padding.VALID,
                List.of(0),
                Settings.extents(1),
                groups,
                kernels);
        return Forward.of(new TransposedConv(), config, Shape.of(channels.length, 1, 1))
                .run(channels);
    }

    /** A decoder whose weights are the encoder's: they have one shape. */
    @Test
    void itGoesBackThroughTheConvolutionItIsTiedTo() {
        Settings encoder = Settings.of(4, Settings.extents(3), Forward.given(numbers(36, 5)))
                .stride(2)
                .bias(Conv.Bias.FILTER);
        Layers layers = new Layers(List.of(
                new Part("encoder", new Spec<>(new Conv(), encoder.config())),
                new Part(
                        "decoder",
                        new Spec<>(new TransposedConv(), plain(1, 3, 2, Padding.VALID, 0)),
                        false,
                        Optional.of("encoder"))));
        Program program = Forward.program(layers, new Field(Field.INPUT, Shape.of(1, 7, 7)));
        assertEquals(Shape.of(1, 7, 7), program.output());
        assertEquals(
                List.of("encoder.b", "encoder.c", "encoder.w"),
                program.parameters().stream()
                        .map(parameter -> parameter.name())
                        .sorted()
                        .toList());
    }

    /** An input spreads over 3×3 outputs at stride 2, so an output lies under at most 2×2 of them. */
    @Test
    void connectionsAreCountedAndFollowed() {
        Program program = Forward.of(new TransposedConv(), plain(2, 3, 2, Padding.VALID, 0), Shape.of(3, 5, 5))
                .program();
        LayerSummary layer = ModelSummary.of(program).getFirst();
        assertEquals(
                3 * 25 * 9 * 2 + 2 * 11 * 11, layer.links(), "kernels spread by each input, and a bias each output");
        assertEquals(3 * 2 * 9 + 2, layer.parameters());
        ReceptiveField seen = ReceptiveField.of(program).getFirst();
        assertEquals("3×1×1", seen.boxText(), "the middle output (5, 5) lies under the middle of one kernel");
        assertEquals(
                12,
                UnitReceptiveField.of(program, "subject", List.of(0, 4, 6))
                        .elements()
                        .cardinality());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRefused("not fewer than the stride 2", plain(2, 3, 2, Padding.VALID, 2));
        assertRefused("with padding same", plain(2, 3, 2, Padding.SAME, 1));
        assertRefused("which leaves nothing", plain(2, 3, 1, Padding.of(3), 0));
        assertRefused(
                "3 groups do not divide 2",
                settings(
                        3,
                        Settings.extents(3),
                        Settings.extents(1),
                        Padding.VALID,
                        List.of(0),
                        Settings.extents(1),
                        3,
                        Forward.given()));
    }

    private static void assertRefused(String why, TransposedConv.Config config) {
        Forward layer = Forward.of(new TransposedConv(), config, Shape.of(2, 4, 4));
        InvalidSetting refused = assertThrows(InvalidSetting.class, layer::program);
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Stream.of(
                        Contract.layer(new TransposedConv(), withEverything(Forward.given(numbers(24, 5))), 4, 2, 3),
                        Contract.layer(
                                new TransposedConv(),
                                settings(
                                        2,
                                        Settings.extents(3),
                                        Settings.extents(2),
                                        Padding.SAME,
                                        List.of(0),
                                        Settings.extents(1),
                                        1,
                                        Forward.given(numbers(18, 3))),
                                3,
                                5))
                .flatMap(Contract::tests);
    }
}
