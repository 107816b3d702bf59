package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

/** Convolution as mathematics has it: the kernel turned round. */
class TrueConvolutionTest {
    /** {@code full} convolution of one signal by another; whole numbers, so that sums are exact. */
    private static float[] convolve(Shape signal, float[] x, Shape kernel, float[] w) {
        Conv.Config config = Settings.of(1, new Extents(kernel.dims()), Forward.given(w))
                .padding(Padding.FULL)
                .bias(Conv.Bias.NONE)
                .flip(true)
                .config();
        return Forward.of(new Conv(), config, Shape.of(1).with(signal)).run(x);
    }

    private static float[] whole(String name, Shape shape) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = org.recurve.api.random.Stream.of(3).in(name).below(i, 19) - 9;
        }
        return values;
    }

    /** The example in the manual of numpy.convolve. */
    @Test
    void aSignalIsConvolvedByHand() {
        float[] expected = {0, 1, 2.5f, 4, 1.5f};
        assertArrayEquals(
                expected, convolve(Shape.of(3), new float[] {1, 2, 3}, Shape.of(3), new float[] {0, 1, 0.5f}));
    }

    @Test
    void itFollowsTheFormula() {
        Shape image = Shape.of(5, 4);
        Shape kernel = Shape.of(2, 3);
        float[] x = whole("image", image);
        float[] w = whole("kernel", kernel);
        float[] expected = new float[6 * 6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                for (int m = Math.max(0, i - 1); m <= Math.min(4, i); m++) {
                    for (int n = Math.max(0, j - 2); n <= Math.min(3, j); n++) {
                        expected[i * 6 + j] += x[m * 4 + n] * w[(i - m) * 3 + (j - n)];
                    }
                }
            }
        }
        assertArrayEquals(expected, convolve(image, x, kernel, w));
    }

    @Test
    void imageAndKernelMayBeExchanged() {
        Shape image = Shape.of(6, 5);
        Shape kernel = Shape.of(3, 2);
        float[] x = whole("image", image);
        float[] w = whole("kernel", kernel);
        assertArrayEquals(convolve(image, x, kernel, w), convolve(kernel, w, image, x));
        assertArrayEquals(convolve(Shape.of(30), x, Shape.of(6), w), convolve(Shape.of(6), w, Shape.of(30), x));
    }

    /** Without the flip the two would differ: that is what the flip is for. */
    @Test
    void itIsCrossCorrelationByTheKernelTurnedRound() {
        Shape kernel = Shape.of(3, 2);
        float[] w = whole("kernel", kernel);
        float[] turned = new float[6];
        for (int i = 0; i < 6; i++) {
            turned[i] = w[5 - i];
        }
        float[] x = whole("image", Shape.of(6, 5));
        Settings correlation = Settings.of(1, new Extents(kernel.dims()), Forward.given(turned))
                .padding(Padding.FULL);
        assertArrayEquals(
                Forward.of(new Conv(), correlation.config(), Shape.of(1, 6, 5)).run(x),
                convolve(Shape.of(6, 5), x, kernel, w));
    }

    /** What a file in the layout of PyTorch, which only knows cross-correlation, must not be read into. */
    @Test
    void kernelsAreReadInAnotherOrder() {
        assertTrue(reordered(conv(Settings.extents(3, 3)).flip(true), 2, 6, 5));
        assertTrue(reordered(conv(Settings.extents(3)).flip(true), 2, 6));
        assertTrue(reordered(
                conv(Settings.extents(3, 3)).sharing(new Spec<>(new MirroredTaps(), new NoConfig())), 2, 6, 5));
        assertFalse(reordered(conv(Settings.extents(3, 3)), 2, 6, 5));
        assertFalse(reordered(conv(Settings.extents(1)).flip(true), 2, 6));
    }

    private static boolean reordered(Settings settings, int... input) {
        return ModelSummary.readsKernelsInAnotherOrder(
                Forward.of(new Conv(), settings.config(), Shape.of(input)).program());
    }

    private static Settings conv(Extents kernel) {
        return Settings.of(2, kernel, Forward.given());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContractUnderAnySharing() {
        Settings flipped = Settings.of(4, Settings.extents(3, 2), Forward.given(whole("w", Shape.of(4, 4, 2, 3, 2))))
                .sharing(Settings.tiled(2))
                .flip(true);
        return Contract.layer(new Conv(), flipped.config(), 2, 6, 5).tests();
    }
}
