package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Position;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.convolution.connectivity.GroupedConnectivity;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class ConvTest {
    private static float[] numbers(String name, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) org.recurve.api.random.Stream.of(0).in(name).normal(i);
        }
        return values;
    }

    private static Settings settings(int filters, Shape weights) {
        return Settings.of(filters, Settings.extents(3), Forward.given(numbers("w", weights.size())));
    }

    static Stream<Settings> variants() {
        Settings plain = Settings.of(4, Settings.extents(3, 2), Forward.given());
        return Stream.of(
                plain,
                plain.padding(Padding.SAME),
                plain.padding(Padding.FULL).stride(2),
                plain.padding(Padding.of(List.of(List.of(2, 0), List.of(0, 1)))),
                plain.dilation(Settings.extents(2, 3)).padding(Padding.of(List.of(1, 2))),
                plain.stride(Settings.extents(1, 3)).padding(Padding.SAME),
                plain.groups(2),
                plain.sharing(Settings.tiled(2)),
                plain.sharing(Settings.tiled(2, 1)).padding(Padding.of(1)),
                plain.sharing(Settings.unshared()).groups(2).stride(2));
    }

    /** The formula, term by term; places outside the image are left out. */
    @ParameterizedTest
    @MethodSource("variants")
    void followsItsFormula(Settings variant) {
        Conv.Config c = variant.config();
        int groups = variant.connectivity().config() instanceof GroupedConnectivity.Config(int count) ? count : 1;
        Convolution convolution =
                new Convolution(c.filters(), c.windowing(), groups, java.util.Optional.of(c.sharing()));
        Shape input = Shape.of(4, 6, 5);
        float[] x = numbers("x", input.size());
        float[] w = numbers("w", convolution.weights(input).size());
        Conv.Config given = variant.initializer(Forward.given(w)).config();
        float[] actual = Forward.of(new Conv(), given, input).run(x);
        float[] expected = defined(convolution, input, x, w);
        assertArrayEquals(expected, actual, 1e-5f);
    }

    private static float[] defined(Convolution convolution, Shape input, float[] x, float[] w) {
        Shape spatial = input.slice(1, 3);
        Shape weights = convolution.weights(input);
        List<Position> positions = convolution.positions(spatial);
        int inputs = weights.dim(2);
        int taps = weights.dim(3) * weights.dim(4);
        float[] out = new float[convolution.filters() * positions.size()];
        for (int filter = 0; filter < convolution.filters(); filter++) {
            int group = filter / (convolution.filters() / convolution.groups());
            for (Position at : positions) {
                double sum = 0;
                for (int channel = 0; channel < inputs; channel++) {
                    for (int tap = 0; tap < taps; tap++) {
                        int row = place(convolution, spatial, at, 0, tap / weights.dim(4));
                        int column = place(convolution, spatial, at, 1, tap % weights.dim(4));
                        if (row >= 0 && row < 6 && column >= 0 && column < 5) {
                            int weight = ((convolution.bank(at) * weights.dim(1) + filter) * inputs + channel) * taps;
                            sum += (double) w[weight + tap] * x[((group * inputs + channel) * 6 + row) * 5 + column];
                        }
                    }
                }
                out[filter * positions.size() + at.linear()] = (float) sum;
            }
        }
        return out;
    }

    private static int place(Convolution convolution, Shape spatial, Position at, int axis, int tap) {
        Windowing.Axis numbers = convolution.windowing().axis(axis, spatial);
        return at.index().get(axis) * numbers.stride() - numbers.before() + tap * numbers.dilation();
    }

    @Test
    void oneTileIsSharedToTheBit() {
        Settings shared = settings(4, Shape.of(4, 2, 3, 3));
        float[] x = numbers("x", 2 * 8 * 7);
        Shape input = Shape.of(2, 8, 7);
        assertArrayEquals(
                Forward.of(new Conv(), shared.config(), input).run(x),
                Forward.of(new Conv(), shared.sharing(Settings.tiled(1)).config(), input)
                        .run(x));
    }

    @Test
    void manyTilesAreUnsharedToTheBit() {
        Settings unshared = settings(4, Shape.of(30, 4, 2, 3, 3)).sharing(Settings.unshared());
        float[] x = numbers("x", 2 * 8 * 7);
        Shape input = Shape.of(2, 8, 7);
        assertArrayEquals(
                Forward.of(new Conv(), unshared.config(), input).run(x),
                Forward.of(new Conv(), unshared.sharing(Settings.tiled(99)).config(), input)
                        .run(x));
    }

    @Test
    void biasesAreSharedAsAsked() {
        Settings plain = settings(4, Shape.of(4, 2, 3, 3));
        assertEquals(72, parameters(plain.bias(Conv.Bias.NONE)));
        assertEquals(72 + 4, parameters(plain));
        assertEquals(72 + 4 * 30, parameters(plain.bias(Conv.Bias.UNIT)));
    }

    private static int parameters(Settings settings) {
        return Forward.of(new Conv(), settings.config(), Shape.of(2, 8, 7)).program().parameters().stream()
                .mapToInt(p -> p.weights().shape().size())
                .sum();
    }

    @Test
    void saysWhatDoesNotFit() {
        Conv.Config config = settings(4, Shape.of(4, 2, 3, 3)).config();
        String flat = assertThrows(
                        InvalidSetting.class,
                        () -> Forward.of(new Conv(), config, Shape.of(9)).program())
                .getMessage();
        assertTrue(flat.contains("[channels, extents…], but was given 9"), flat);
        String small = assertThrows(
                        InvalidSetting.class,
                        () -> Forward.of(new Conv(), config, Shape.of(2, 2, 9)).program())
                .getMessage();
        assertTrue(small.contains("does not fit into an extent of 2"), small);
        Conv.Config grouped = settings(4, Shape.of(4, 1, 3, 3)).groups(3).config();
        String groups = assertThrows(
                        InvalidSetting.class,
                        () -> Forward.of(new Conv(), grouped, Shape.of(2, 9, 9)).program())
                .getMessage();
        assertTrue(groups.contains("3 groups do not divide 2 input channels and 4 filters"), groups);
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        Settings plain = settings(4, Shape.of(4, 2, 3, 3));
        Settings unshared = settings(4, Shape.of(30, 4, 2, 3, 3)).sharing(Settings.unshared());
        return Stream.of(
                        Contract.layer(new Conv(), plain.config(), 2, 6, 5),
                        Contract.layer(
                                new Conv(),
                                plain.padding(Padding.SAME).stride(2).config(),
                                2,
                                6,
                                5),
                        Contract.layer(
                                new Conv(),
                                unshared.padding(Padding.SAME)
                                        .bias(Conv.Bias.UNIT)
                                        .config(),
                                2,
                                6,
                                5),
                        Contract.layer(
                                new Conv(),
                                settings(4, Shape.of(2, 4, 1, 3))
                                        .sharing(Settings.tiled(2))
                                        .groups(2)
                                        .config(),
                                2,
                                9))
                .flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> sharingPatternsKeepTheContract() {
        return Stream.of(
                        Contract.sharing(new Shared(), new NoConfig()),
                        Contract.sharing(new Unshared(), new NoConfig()),
                        Contract.sharing(new RowShared(), new NoConfig()),
                        Contract.sharing(new Tiled(), new Tiled.Config(Settings.extents(2))))
                .flatMap(Contract::tests);
    }
}
