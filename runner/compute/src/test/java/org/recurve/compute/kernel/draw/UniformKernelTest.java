package org.recurve.compute.kernel.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.random.Stream;
import org.recurve.compute.arithmetic.HardwareFeatures;

class UniformKernelTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 31, 1000, 70_001})
    void vectorsGiveTheBitsOfTheStream(int n) {
        Assumptions.assumeTrue(HardwareFeatures.here().vectorModule());
        for (long seed : new long[] {0, 1, -1, 7_000_000_000L, Long.MIN_VALUE}) {
            Stream stream = new Stream(seed);
            float[] expected = new float[n + 5];
            float[] drawn = new float[n + 5];
            expected[n + 3] = drawn[n + 3] = 42;
            for (int i = 0; i < n; i++) {
                expected[3 + i] = stream.uniformFloat(i);
            }
            new VectorUniformKernel().draw(stream, drawn, 3, n);
            assertArrayEquals(expected, drawn);
            new ScalarUniformKernel().draw(stream, drawn, 3, n);
            assertArrayEquals(expected, drawn);
            assertEquals(42, drawn[n + 3]);
        }
    }
}
