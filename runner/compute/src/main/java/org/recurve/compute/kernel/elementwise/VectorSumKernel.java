package org.recurve.compute.kernel.elementwise;

import static org.recurve.compute.kernel.elementwise.ScalarSumKernel.CHUNK;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.recurve.compute.arithmetic.BlockLayout;

/**
 * The reductions of {@link ScalarSumKernel} on vectors, bit for bit: a vector holds some of the 16 parts. Floats become doubles half a
 * vector at a time, so that both have the shape that float vectors have throughout the process; compilers do poorly with two.
 */
record VectorSumKernel() implements SumKernel {
    private static final VectorSpecies<Float> FLOATS = VectorChunkKernel.SPECIES;
    private static final VectorSpecies<Double> DOUBLES = FLOATS.withLanes(double.class);
    private static final int LENGTH = DOUBLES.length();

    @Override
    public double dot(float[] a, int ao, float[] b, int bo, int n) {
        double[] parts = new double[BlockLayout.LANES];
        double total = 0;
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(from + CHUNK, n);
            int whole = to - to % BlockLayout.LANES;
            Arrays.fill(parts, 0);
            for (int part = 0; part < BlockLayout.LANES; part += 2 * LENGTH) {
                products(parts, part, a, ao + from, b, bo + from, whole - from);
            }
            ScalarSumKernel.addProducts(parts, a, ao, b, bo, whole, to);
            total += ScalarSumKernel.tree(parts);
        }
        return total;
    }

    @Override
    public double sum(float[] a, int ao, int n) {
        double[] parts = new double[BlockLayout.LANES];
        double total = 0;
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(from + CHUNK, n);
            int whole = to - to % BlockLayout.LANES;
            Arrays.fill(parts, 0);
            for (int part = 0; part < BlockLayout.LANES; part += 2 * LENGTH) {
                elements(parts, part, a, ao + from, whole - from);
            }
            ScalarSumKernel.add(parts, a, ao, whole, to);
            total += ScalarSumKernel.tree(parts);
        }
        return total;
    }

    private static void products(double[] parts, int part, float[] x, int xAt, float[] y, int yAt, int n) {
        DoubleVector one = DoubleVector.fromArray(DOUBLES, parts, part);
        DoubleVector other = DoubleVector.fromArray(DOUBLES, parts, part + LENGTH);
        for (int i = part; i < n; i += BlockLayout.LANES) {
            FloatVector a = FloatVector.fromArray(FLOATS, x, xAt + i);
            FloatVector b = FloatVector.fromArray(FLOATS, y, yAt + i);
            one = one.add(doubles(a, 0).mul(doubles(b, 0)));
            other = other.add(doubles(a, 1).mul(doubles(b, 1)));
        }
        one.intoArray(parts, part);
        other.intoArray(parts, part + LENGTH);
    }

    private static void elements(double[] parts, int part, float[] x, int at, int n) {
        DoubleVector one = DoubleVector.fromArray(DOUBLES, parts, part);
        DoubleVector other = DoubleVector.fromArray(DOUBLES, parts, part + LENGTH);
        for (int i = part; i < n; i += BlockLayout.LANES) {
            FloatVector a = FloatVector.fromArray(FLOATS, x, at + i);
            one = one.add(doubles(a, 0));
            other = other.add(doubles(a, 1));
        }
        one.intoArray(parts, part);
        other.intoArray(parts, part + LENGTH);
    }

    /** Returns the lower or the upper half of a vector. */
    private static Vector<Double> doubles(FloatVector floats, int half) {
        return floats.convert(VectorOperators.F2D, half);
    }
}
