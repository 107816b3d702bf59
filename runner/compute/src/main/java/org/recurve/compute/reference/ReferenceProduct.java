package org.recurve.compute.reference;

import org.recurve.compute.ir.MatrixProductSpec;

/** The matrix product of two values by its formula. */
final class ReferenceProduct {
    private ReferenceProduct() {}

    /** Writes each element of the result: from +0 on, one chain over k, ascending. */
    static void multiply(NumberPrecision precision, MatrixProductSpec spec, double[] x, double[] y, double[] out) {
        for (int pair = 0; pair < spec.pairs(); pair++) {
            for (int row = 0; row < spec.rows(); row++) {
                for (int column = 0; column < spec.columns(); column++) {
                    double sum = 0;
                    for (int k = 0; k < spec.inner(); k++) {
                        sum = precision.fma(x[spec.leftAt(pair, row, k)], y[spec.rightAt(pair, k, column)], sum);
                    }
                    out[spec.resultAt(pair, row, column)] = sum;
                }
            }
        }
    }
}
