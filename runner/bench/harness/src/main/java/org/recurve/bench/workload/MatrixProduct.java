package org.recurve.bench.workload;

import java.util.List;
import java.util.stream.IntStream;

/** C = A·B in float, all square, row-major. */
public record MatrixProduct(String what, int n) implements Work {

    /** The sizes every entrant runs, under the name {@code product}. */
    public static List<MatrixProduct> sizes() {
        return sizes("product");
    }

    /** The same sizes under another name, for an entrant with two ways of doing it. */
    public static List<MatrixProduct> sizes(String what) {
        return IntStream.of(64, 128, 256, 512, 1024)
                .mapToObj(n -> new MatrixProduct(what, n))
                .toList();
    }

    @Override
    public String size() {
        return Integer.toString(n);
    }

    @Override
    public double flops() {
        return 2.0 * n * n * n;
    }
}
