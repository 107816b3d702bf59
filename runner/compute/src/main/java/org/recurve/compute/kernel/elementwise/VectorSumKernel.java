package org.recurve.compute.kernel.elementwise;

import static org.recurve.compute.kernel.elementwise.ScalarSumKernel.CHUNK;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.recurve.compute.arithmetic.BlockLayout;

/**
 * The reductions of {@link ScalarSumKernel} on vectors, bit for bit: a vector holds some of the 16 parts, and two vectors are
 * summed at a time, since each addition waits for the last one to its own.
 */
record VectorSumKernel() implements SumKernel {
    private static final VectorSpecies<Double> DOUBLES =
            DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
    /** Numbers that are widened together: they stay in the first-level cache. */
    private static final int STRIP = 32 * BlockLayout.LANES;

    private static final int LENGTH = DOUBLES.length();

    @Override
    public double dot(float[] a, int ao, float[] b, int bo, int n) {
        double[] x = new double[STRIP];
        double[] y = new double[STRIP];
        double[] parts = new double[BlockLayout.LANES];
        double total = 0;
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(from + CHUNK, n);
            int whole = to - to % BlockLayout.LANES;
            Arrays.fill(parts, 0);
            for (int strip = from; strip < whole; strip += STRIP) {
                int count = Math.min(STRIP, whole - strip);
                widen(a, ao + strip, x, count);
                widen(b, bo + strip, y, count);
                for (int j = 0; j < BlockLayout.LANES; j += 2 * LENGTH) {
                    products(parts, j, x, y, count);
                }
            }
            ScalarSumKernel.addProducts(parts, a, ao, b, bo, whole, to);
            total += ScalarSumKernel.tree(parts);
        }
        return total;
    }

    @Override
    public double sum(float[] a, int ao, int n) {
        double[] x = new double[STRIP];
        double[] parts = new double[BlockLayout.LANES];
        double total = 0;
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(from + CHUNK, n);
            int whole = to - to % BlockLayout.LANES;
            Arrays.fill(parts, 0);
            for (int strip = from; strip < whole; strip += STRIP) {
                int count = Math.min(STRIP, whole - strip);
                widen(a, ao + strip, x, count);
                for (int j = 0; j < BlockLayout.LANES; j += 2 * LENGTH) {
                    elements(parts, j, x, count);
                }
            }
            ScalarSumKernel.add(parts, a, ao, whole, to);
            total += ScalarSumKernel.tree(parts);
        }
        return total;
    }

    /**
     * A plain loop, which compilers turn into vectors: a conversion of float vectors needs a second shape of them, and the
     * kernels are only compiled well as long as a float vector has one shape throughout the process.
     */
    private static void widen(float[] from, int at, double[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = from[at + i];
        }
    }

    private static void products(double[] parts, int part, double[] x, double[] y, int n) {
        DoubleVector one = DoubleVector.fromArray(DOUBLES, parts, part);
        DoubleVector other = DoubleVector.fromArray(DOUBLES, parts, part + LENGTH);
        for (int i = part; i < n; i += BlockLayout.LANES) {
            one = one.add(doubles(x, i).mul(doubles(y, i)));
            other = other.add(doubles(x, i + LENGTH).mul(doubles(y, i + LENGTH)));
        }
        one.intoArray(parts, part);
        other.intoArray(parts, part + LENGTH);
    }

    private static void elements(double[] parts, int part, double[] x, int n) {
        DoubleVector one = DoubleVector.fromArray(DOUBLES, parts, part);
        DoubleVector other = DoubleVector.fromArray(DOUBLES, parts, part + LENGTH);
        for (int i = part; i < n; i += BlockLayout.LANES) {
            one = one.add(doubles(x, i));
            other = other.add(doubles(x, i + LENGTH));
        }
        one.intoArray(parts, part);
        other.intoArray(parts, part + LENGTH);
    }

    private static DoubleVector doubles(double[] from, int at) {
        return DoubleVector.fromArray(DOUBLES, from, at);
    }
}
