package org.recurve.compute.kernel.elementwise;

import java.util.Arrays;
import org.recurve.compute.arithmetic.BlockLayout;

/** The definition of the reductions, and what runs where vectors would be slow. */
record ScalarSumKernel() implements SumKernel {
    static final int CHUNK = 4096;

    @Override
    public double dot(float[] a, int ao, float[] b, int bo, int n) {
        double[] parts = new double[BlockLayout.LANES];
        double total = 0;
        for (int from = 0; from < n; from += CHUNK) {
            Arrays.fill(parts, 0);
            addProducts(parts, a, ao, b, bo, from, Math.min(from + CHUNK, n));
            total += tree(parts);
        }
        return total;
    }

    @Override
    public double sum(float[] a, int ao, int n) {
        double[] parts = new double[BlockLayout.LANES];
        double total = 0;
        for (int from = 0; from < n; from += CHUNK) {
            Arrays.fill(parts, 0);
            add(parts, a, ao, from, Math.min(from + CHUNK, n));
            total += tree(parts);
        }
        return total;
    }

    /** Adds the products of the elements from {@code from} to {@code to}, each to its part. */
    static void addProducts(double[] parts, float[] a, int ao, float[] b, int bo, int from, int to) {
        for (int i = from; i < to; i++) {
            parts[i % BlockLayout.LANES] += (double) a[ao + i] * b[bo + i];
        }
    }

    static void add(double[] parts, float[] a, int ao, int from, int to) {
        for (int i = from; i < to; i++) {
            parts[i % BlockLayout.LANES] += a[ao + i];
        }
    }

    /** Returns the sum of the parts, which are overwritten. */
    static double tree(double[] parts) {
        for (int half = BlockLayout.LANES / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                parts[j] += parts[j + half];
            }
        }
        return parts[0];
    }
}
