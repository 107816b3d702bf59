package org.recurve.compute.kernel.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.compute.arithmetic.HardwareFeatures;

class SumKernelTest {
    private final SumKernel scalar = new ScalarSumKernel();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 4095, 4096, 4097, 8192, 8209, 100_003})
    void vectorsGiveTheBitsOfTheDefinition(int n) {
        Assumptions.assumeTrue(HardwareFeatures.here().vectorModule());
        SumKernel vector = new VectorSumKernel();
        SplittableRandom random = new SplittableRandom(n);
        for (int round = 0; round < 5; round++) {
            float[] a = Floats.ordinary(random, n + 3);
            float[] b = Floats.ordinary(random, n + 5);
            assertEquals(scalar.dot(a, 3, b, 5, n), vector.dot(a, 3, b, 5, n));
            assertEquals(scalar.sum(a, 3, n), vector.sum(a, 3, n));
            assertEquals(scalar.norm(a, 1, n), vector.norm(a, 1, n));
        }
        float[] special = Floats.array(random, n);
        assertEquals(scalar.sum(special, 0, n), vector.sum(special, 0, n));
        assertEquals(scalar.dot(special, 0, special, 0, n), vector.dot(special, 0, special, 0, n));
    }

    /** Each element meets at most 256 + 4 additions in its chunk, and one for each later chunk. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 1000, 4097, 20_011})
    void sumsAreAsExactAsDoubleAllows(int n) {
        float[] a = Floats.ordinary(new SplittableRandom(n), n);
        float[] b = Floats.ordinary(new SplittableRandom(n + 1), n);
        BigDecimal dot = BigDecimal.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        double size = 0;
        for (int i = 0; i < n; i++) {
            dot = dot.add(new BigDecimal(a[i]).multiply(new BigDecimal(b[i])));
            sum = sum.add(new BigDecimal(a[i]));
            size += Math.abs((double) a[i] * b[i]) + Math.abs(a[i]);
        }
        double tolerance = size * (300 + n / 4096) * 0x1p-53;
        assertEquals(dot.doubleValue(), scalar.dot(a, 0, b, 0, n), tolerance);
        assertEquals(sum.doubleValue(), scalar.sum(a, 0, n), tolerance);
        double squares = scalar.dot(a, 0, a, 0, n);
        assertEquals(Math.sqrt(squares), scalar.norm(a, 0, n));
    }
}
