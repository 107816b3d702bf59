package org.recurve.compute.kernel.product;

import java.util.Arrays;
import org.recurve.compute.arithmetic.FusedMultiplyAdd;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.kernel.contraction.WorkShare;

/** Matrix products in plain Java. */
public final class ScalarMatrixProductKernel implements MatrixProductKernel {
    @Override
    public void multiply(
            MatrixProductSpec spec,
            float[] x,
            int xAt,
            float[] y,
            int yAt,
            float[] z,
            int zAt,
            WorkShare share,
            int width) {
        int lines = spec.pairs() * spec.rows();
        for (int line = share.from(lines); line < share.to(lines); line++) {
            int pair = line / spec.rows();
            int row = line % spec.rows();
            for (int column = 0; column < spec.columns(); column++) {
                int to = zAt + spec.resultAt(pair, row, column) * width;
                Arrays.fill(z, to, to + width, 0);
                for (int k = 0; k < spec.inner(); k++) {
                    int left = xAt + spec.leftAt(pair, row, k) * width;
                    int right = yAt + spec.rightAt(pair, k, column) * width;
                    for (int lane = 0; lane < width; lane++) {
                        z[to + lane] = FusedMultiplyAdd.fma(x[left + lane], y[right + lane], z[to + lane]);
                    }
                }
            }
        }
    }
}
