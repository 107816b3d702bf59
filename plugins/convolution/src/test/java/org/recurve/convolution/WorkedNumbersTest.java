package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.testkit.Forward;

/** Convolutions that lecture slides work out by hand. */
class WorkedNumbersTest {
    private static final float[] KERNEL = {6, 2, 1, 0, -2, 3, 2, -1, -4};
    private static final float[] IMAGE = {
        4, 1, 0, 2, 5, //
        1, -1, 6, -2, 4, //
        -3, 4, 1, 3, 2, //
        0, -3, 0, 5, -1
    };

    private static float[] convolve(Padding padding, int stride, Shape image, float[] kernel, float... pixels) {
        Settings settings = Settings.of(1, Settings.extents(3), Forward.given(kernel))
                .padding(padding)
                .stride(stride);
        return Forward.of(new Conv(), settings.config(), Shape.of(1).with(image))
                .run(pixels);
    }

    @Test
    void fullReachesWhereverTheKernelTouchesTheImage() {
        float[] expected = {
            -16, -8, 7, -6, -22, -1, 10, //
            8, -2, -23, 6, 9, -18, 8, //
            19, -9, 32, -15, 16, 18, 34, //
            -8, 31, 8, -15, 35, 3, 22, //
            -3, -11, -3, 44, 1, 24, 12, //
            0, -3, -6, -13, 9, 28, -6
        };
        assertArrayEquals(expected, convolve(Padding.FULL, 1, Shape.of(4, 5), KERNEL, IMAGE));
    }

    @Test
    void sameKeepsTheSize() {
        float[] expected = {
            -2, -23, 6, 9, -18, //
            -9, 32, -15, 16, 18, //
            31, 8, -15, 35, 3, //
            -11, -3, 44, 1, 24
        };
        assertArrayEquals(expected, convolve(Padding.SAME, 1, Shape.of(4, 5), KERNEL, IMAGE));
    }

    @Test
    void validStaysInside() {
        float[] expected = {32, -15, 16, 8, -15, 35};
        assertArrayEquals(expected, convolve(Padding.VALID, 1, Shape.of(4, 5), KERNEL, IMAGE));
    }

    /** The slide prints −14 where its own formula gives −6. */
    @Test
    void stridesSkipPositions() {
        float[] taller = java.util.Arrays.copyOf(IMAGE, 25);
        System.arraycopy(new float[] {5, 2, -2, 1, 0}, 0, taller, 20, 5);
        float[] expected = {-2, 6, -18, 31, -15, 3, -7, -6, 28};
        assertArrayEquals(expected, convolve(Padding.of(1), 2, Shape.of(5, 5), KERNEL, taller));
    }

    @Test
    void aCrossCountsWhatItCovers() {
        float[] cross = {1, 0, 1, 0, 1, 0, 1, 0, 1};
        float[] image = {
            1, 1, 1, 0, 0, //
            0, 1, 1, 1, 0, //
            0, 0, 1, 1, 1, //
            0, 0, 1, 1, 0, //
            0, 1, 1, 0, 0
        };
        float[] expected = {4, 3, 4, 2, 4, 3, 2, 3, 4};
        assertArrayEquals(expected, convolve(Padding.VALID, 1, Shape.of(5, 5), cross, image));
    }

    /** An image of 320×280 and the two-tap edge detector of <i>Deep Learning</i>, figure 9.6. */
    @Test
    void neighbouringPixelsAreSubtracted() {
        Settings edges = Settings.of(1, Settings.extents(1, 2), Forward.given(-1, 1));
        Forward detector = Forward.of(new Conv(), edges.config(), Shape.of(1, 280, 320));
        assertEquals(Shape.of(1, 280, 319), detector.program().output());
        float[] ramp = new float[280 * 320];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = 3 * (i % 320);
        }
        float[] constant = new float[280 * 319];
        java.util.Arrays.fill(constant, 3);
        assertArrayEquals(constant, detector.run(ramp));
    }
}
