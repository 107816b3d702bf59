package org.recurve.compute.kernel.elementwise;

import org.recurve.compute.arithmetic.HardwareFeatures;

/**
 * Sums of many floats in double, in an order that depends on their number alone.
 *
 * <p>Every 4096 elements are a chunk. In a chunk, partial sum j takes the elements at 16 i + j, i ascending; the 16
 * partial sums are added as a tree (j and j + 8, then + 4, + 2, + 1). The chunks' sums are added ascending, from +0.
 * The product of two floats is exact in double, so each element is rounded once.
 */
public sealed interface SumKernel permits ScalarSumKernel, VectorSumKernel {
    /** Returns the faster form on {@code hardware}; all give the same bits. */
    static SumKernel of(HardwareFeatures features) {
        return features.vector() ? new VectorSumKernel() : new ScalarSumKernel();
    }

    /** {@code Σ a[ao + i] · b[bo + i]} for i below n. */
    double dot(float[] a, int ao, float[] b, int bo, int n);

    /** {@code Σ a[ao + i]} for i below n. */
    double sum(float[] a, int ao, int n);

    /** {@code √Σ a[ao + i]²} for i below n. */
    default double norm(float[] a, int ao, int n) {
        return Math.sqrt(dot(a, ao, a, ao, n));
    }
}
