package org.recurve.bench.libtorch;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;
import static org.bytedeco.pytorch.global.torch.mm_out;
import static org.bytedeco.pytorch.global.torch.randn;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/** The matrix product, through OpenBLAS itself and through the tensor library. */
final class Products {
    private Products() {}

    static Runnable sgemm(int n) {
        FloatPointer a = filled(n);
        FloatPointer b = filled(n);
        FloatPointer c = filled(n);
        return () -> cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, c, n);
    }

    static Runnable mm(int n) {
        Tensor a = randn(n, n);
        Tensor b = randn(n, n);
        Tensor c = randn(n, n);
        return () -> mm_out(c, a, b).close();
    }

    private static FloatPointer filled(int n) {
        FloatPointer values = new FloatPointer((long) n * n);
        for (int i = 0; i < n * n; i++) {
            values.put(i, i % 7 - 3);
        }
        return values;
    }
}
