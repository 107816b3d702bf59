package org.recurve.compute.kernel.product;

import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.kernel.contraction.WorkShare;

/**
 * The arithmetic of products of two values. Values are rows of {@code width} floats: the 16 lanes of a block, or 1 where all
 * examples share them. Implementations agree in every bit.
 */
public interface MatrixProductKernel {
    /** Computes a share of the elements of Z = X Y: each from +0 on one chain of {@code fma(x, y, sum)} over k, ascending. */
    void multiply(
            MatrixProductSpec spec,
            float[] x,
            int xAt,
            float[] y,
            int yAt,
            float[] z,
            int zAt,
            WorkShare share,
            int width);
}
