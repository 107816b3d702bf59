package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;
import org.recurve.testkit.Forward;

/** How many positions there are, and where they lie: stride, padding and dilation. */
class ExtentTest {
    private static float[] numbers(String name, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) Stream.of(5).in(name).normal(i);
        }
        return values;
    }

    private static int width(Settings settings, int input) {
        return Forward.of(new Conv(), settings.config(), Shape.of(1, input))
                .program()
                .output()
                .dim(1);
    }

    /** {@code o = ⌊(n − k + 2p) / s⌋ + 1}. */
    @ParameterizedTest
    @CsvSource({"16,6,0,1", "16,6,2,3", "7,7,0,4", "28,5,2,2", "9,2,1,2"})
    void positionsAreCountedByTheFormula(int n, int k, int p, int s) {
        Settings settings = Settings.of(1, Settings.extents(k), Forward.given(new float[k]))
                .padding(Padding.of(p))
                .stride(s);
        assertEquals((n - k + 2 * p) / s + 1, width(settings, n));
    }

    /** <i>Deep Learning</i>, figure 9.13: without padding the input of 16 is used up in three layers. */
    @Test
    void withoutPaddingExtentsShrink() {
        Settings six = Settings.of(1, Settings.extents(6), Forward.given(new float[6]));
        assertEquals(List.of(11, 6, 1), List.of(width(six, 16), width(six, 11), width(six, 6)));
        assertEquals(16, width(six.padding(Padding.SAME), 16));
        assertEquals(21, width(six.padding(Padding.FULL), 16));
    }

    /** Position i covers i and i + 1: the place added lies behind. */
    @Test
    void samePaddingOfAnEvenKernelReachesBehind() {
        Settings two = Settings.of(1, Settings.extents(2), Forward.given(10, 1)).padding(Padding.SAME);
        assertArrayEquals(
                new float[] {12, 23, 30},
                Forward.of(new Conv(), two.config(), Shape.of(1, 3)).run(1, 2, 3));
    }

    @Test
    void sidesMayBePaddedDifferently() {
        Settings two =
                Settings.of(1, Settings.extents(2), Forward.given(10, 1)).padding(Padding.of(List.of(List.of(2, 0))));
        assertArrayEquals(
                new float[] {0, 1, 12, 23},
                Forward.of(new Conv(), two.config(), Shape.of(1, 3)).run(1, 2, 3));
    }

    @Test
    void dilationSpreadsTheTaps() {
        Settings spread =
                Settings.of(1, Settings.extents(2), Forward.given(10, 1)).dilation(Settings.extents(3));
        assertArrayEquals(
                new float[] {14, 25},
                Forward.of(new Conv(), spread.config(), Shape.of(1, 5)).run(1, 2, 3, 4, 5));
    }

    /** Equal to the bit: the same sums, without those that would be thrown away. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aStrideIsDownSampling(int stride) {
        Settings dense = Settings.of(3, Settings.extents(3), Forward.given(numbers("w", 3 * 2 * 9)))
                .padding(Padding.of(1));
        Shape input = Shape.of(2, 9, 8);
        float[] x = numbers("x", input.size());
        float[] every = Forward.of(new Conv(), dense.config(), input).run(x);
        Forward strided = Forward.of(new Conv(), dense.stride(stride).config(), input);
        Shape out = strided.program().output();
        float[] sampled = new float[out.size()];
        for (int at = 0; at < sampled.length; at++) {
            int column = at % out.dim(2) * stride;
            int row = at / out.dim(2) % out.dim(1) * stride;
            sampled[at] = every[(at / (out.dim(1) * out.dim(2)) * 9 + row) * 8 + column];
        }
        assertArrayEquals(sampled, strided.run(x));
    }
}
