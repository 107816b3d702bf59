package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Windowing;
import org.recurve.compute.GraphValues;

/** Linear operations, against products by hand. */
class ContractionTracingTest {
    private final GraphValues values = new GraphValues();

    @Test
    void aMatrixTimesAVector() {
        TracedValue x = values.value("x", Shape.of(2), new double[] {1, -1}, new double[] {2, 3});
        TracedValue w = values.parameter("w", Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
        TracedValue bias = values.parameter("b", Shape.of(3), 10, 20, 30);
        assertArrayEquals(new double[][] {{-1, -1, -1}, {8, 18, 28}}, values.of(x.linear(w)));
        assertArrayEquals(new double[][] {{9, 19, 29}, {18, 38, 58}}, values.of(x.linear(w, bias)));
    }

    /** One channel 1 2 3 4 with the kernel (1, 10): a correlation, not mirrored. */
    @Test
    void aKernelIsMovedOverTheInput() {
        TracedValue x = values.value("x", Shape.of(1, 4), new double[] {1, 2, 3, 4});
        TracedValue kernel = values.parameter("k", Shape.of(1, 1, 1, 2), 1, 10);
        assertArrayEquals(
                new double[][] {{21, 32, 43}}, values.of(x.convolve(convolution(1, 1, Padding.VALID), kernel)));
        assertArrayEquals(new double[][] {{21, 43}}, values.of(x.convolve(convolution(2, 1, Padding.VALID), kernel)));
        assertArrayEquals(new double[][] {{31, 42}}, values.of(x.convolve(convolution(1, 2, Padding.VALID), kernel)));
        assertArrayEquals(
                new double[][] {{10, 21, 32, 43, 4}}, values.of(x.convolve(convolution(1, 1, Padding.FULL), kernel)));
    }

    private static Convolution convolution(int stride, int dilation, Padding padding) {
        return new Convolution(1, new Windowing(Extents.of(2), Extents.of(stride), padding, Extents.of(dilation)));
    }
}
