package org.recurve.compute.kernel.elementwise;

import org.recurve.compute.arithmetic.HardwareFeatures;
import org.recurve.compute.ir.ElementwiseFunction;

/** The inner loops of a {@link FusedKernel}: one function over a strip, and the gathering of rows into a strip. */
public sealed interface ChunkKernel permits ScalarChunkKernel, VectorChunkKernel {
    /** Returns the faster form on this hardware. */
    static ChunkKernel of(HardwareFeatures features) {
        return features.vector() ? new VectorChunkKernel() : new ScalarChunkKernel();
    }

    /** {@code to[at + i] = function(a[ao + i], b[bo + i], c[co + i])} for i below n; {@code to} may be an operand. */
    void apply(
            ElementwiseFunction function,
            float[] a,
            int ao,
            float[] b,
            int bo,
            float[] c,
            int co,
            float[] to,
            int at,
            int n);

    /** Copies 16 lanes of each of the rows that {@code map[row]} onwards names, +0 for −1. */
    void gather(float[] from, int offset, int[] map, int row, int rows, float[] to, int at);

    /** Writes 16 times each of the floats at {@code offset} onwards. */
    void spread(float[] from, int offset, int rows, float[] to, int at);

    /** Writes 16 times each of the floats that {@code map[row]} onwards names, +0 for −1. */
    void spread(float[] from, int offset, int[] map, int row, int rows, float[] to, int at);
}
