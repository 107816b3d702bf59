package org.recurve.compute.elementwise;

import static org.recurve.compute.elementwise.ScalarReductions.CHUNK;
import static org.recurve.compute.elementwise.ScalarReductions.PARTS;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The reductions of {@link ScalarReductions} on vectors, bit for bit: a vector holds some of the 16 parts, and two vectors are
 * summed at a time, since each addition waits for the last one to its own.
 */
record VectorReductions() implements Reductions {
    private static final VectorSpecies<Double> DOUBLES =
            DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    private static final int LENGTH = DOUBLES.length();

    @Override
    public double dot(float[] a, int ao, float[] b, int bo, int n) {
        double[] parts = new double[PARTS];
        double total = 0;
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(from + CHUNK, n);
            int whole = to - to % PARTS;
            Arrays.fill(parts, 0);
            for (int j = 0; j < PARTS; j += 2 * LENGTH) {
                products(parts, j, a, ao + j, b, bo + j, from, whole);
            }
            ScalarReductions.addProducts(parts, a, ao, b, bo, whole, to);
            total += ScalarReductions.tree(parts);
        }
        return total;
    }

    @Override
    public double sum(float[] a, int ao, int n) {
        double[] parts = new double[PARTS];
        double total = 0;
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(from + CHUNK, n);
            int whole = to - to % PARTS;
            Arrays.fill(parts, 0);
            for (int j = 0; j < PARTS; j += 2 * LENGTH) {
                elements(parts, j, a, ao + j, from, whole);
            }
            ScalarReductions.add(parts, a, ao, whole, to);
            total += ScalarReductions.tree(parts);
        }
        return total;
    }

    private static void products(double[] parts, int part, float[] a, int ao, float[] b, int bo, int from, int to) {
        DoubleVector one = DoubleVector.zero(DOUBLES);
        DoubleVector other = DoubleVector.zero(DOUBLES);
        for (int i = from; i < to; i += PARTS) {
            one = one.add(doubles(a, ao + i).mul(doubles(b, bo + i)));
            other = other.add(doubles(a, ao + LENGTH + i).mul(doubles(b, bo + LENGTH + i)));
        }
        one.intoArray(parts, part);
        other.intoArray(parts, part + LENGTH);
    }

    private static void elements(double[] parts, int part, float[] a, int ao, int from, int to) {
        DoubleVector one = DoubleVector.zero(DOUBLES);
        DoubleVector other = DoubleVector.zero(DOUBLES);
        for (int i = from; i < to; i += PARTS) {
            one = one.add(doubles(a, ao + i));
            other = other.add(doubles(a, ao + LENGTH + i));
        }
        one.intoArray(parts, part);
        other.intoArray(parts, part + LENGTH);
    }

    private static DoubleVector doubles(float[] from, int at) {
        return (DoubleVector) FloatVector.fromArray(FLOATS, from, at).convertShape(VectorOperators.F2D, DOUBLES, 0);
    }
}
