package org.recurve.compute.kernel.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ElementwiseFunction;

/**
 * The loops of {@link ScalarChunkKernel} on vectors, bit for bit.
 *
 * <p>One small loop a function: vectors stay in registers only within a method that is compiled as a whole.
 */
public record VectorChunkKernel() implements ChunkKernel {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > BlockLayout.LANES
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;
    private static final int LENGTH = SPECIES.length();

    @Override
    public void apply(
            ElementwiseFunction function,
            float[] a,
            int ao,
            float[] b,
            int bo,
            float[] c,
            int co,
            float[] to,
            int at,
            int n) {
        int whole = SPECIES.loopBound(n);
        switch (function) {
            case NEGATE -> negate(a, ao, to, at, whole);
            case ABS -> abs(a, ao, to, at, whole);
            case SIGN -> sign(a, ao, to, at, whole);
            case STEP -> step(a, ao, to, at, whole);
            case SQUARE -> multiply(a, ao, a, ao, to, at, whole);
            case SQRT -> sqrt(a, ao, to, at, whole);
            case EXP -> VectorTranscendentals.exp(a, ao, to, at, whole);
            case LOG -> VectorTranscendentals.log(a, ao, to, at, whole);
            case LOG1P -> VectorTranscendentals.log1p(a, ao, to, at, whole);
            case EXPM1 -> VectorTranscendentals.expm1(a, ao, to, at, whole);
            case TANH -> VectorTranscendentals.tanh(a, ao, to, at, whole);
            case SIGMOID -> VectorTranscendentals.sigmoid(a, ao, to, at, whole);
            case ERF -> VectorTranscendentals.erf(a, ao, to, at, whole);
            case RELU -> relu(a, ao, to, at, whole);
            case ADD -> add(a, ao, b, bo, to, at, whole);
            case SUBTRACT -> subtract(a, ao, b, bo, to, at, whole);
            case MULTIPLY -> multiply(a, ao, b, bo, to, at, whole);
            case DIVIDE -> divide(a, ao, b, bo, to, at, whole);
            case MAX -> max(a, ao, b, bo, to, at, whole);
            case MIN -> min(a, ao, b, bo, to, at, whole);
            case GREATER -> greater(a, ao, b, bo, to, at, whole);
            case EQUAL -> equal(a, ao, b, bo, to, at, whole);
            case CHOOSE -> choose(a, ao, b, bo, c, co, to, at, whole);
            case PRODUCT_PLUS -> productPlus(a, ao, b, bo, c, co, to, at, whole);
            case MINUS_PRODUCT -> minusProduct(a, ao, b, bo, c, co, to, at, whole);
        }
        for (int i = whole; i < n; i++) {
            to[at + i] = function.apply(a[ao + i], b[bo + i], c[co + i]);
        }
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(SPECIES, from, at);
    }

    private static void negate(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            load(a, ao + i).neg().intoArray(to, at + i);
        }
    }

    private static void abs(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            load(a, ao + i).abs().intoArray(to, at + i);
        }
    }

    private static void sign(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector x = load(a, ao + i);
            FloatVector negative = x.blend(-1, x.compare(VectorOperators.LT, 0));
            negative.blend(1, x.compare(VectorOperators.GT, 0)).intoArray(to, at + i);
        }
    }

    private static void step(float[] a, int ao, float[] to, int at, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += LENGTH) {
            zero.blend(1, load(a, ao + i).compare(VectorOperators.GT, 0)).intoArray(to, at + i);
        }
    }

    private static void sqrt(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            load(a, ao + i).sqrt().intoArray(to, at + i);
        }
    }

    private static void relu(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector x = load(a, ao + i);
            x.blend(0, x.compare(VectorOperators.LE, 0)).intoArray(to, at + i);
        }
    }

    private static void add(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            load(a, ao + i).add(load(b, bo + i)).intoArray(to, at + i);
        }
    }

    private static void subtract(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            load(a, ao + i).sub(load(b, bo + i)).intoArray(to, at + i);
        }
    }

    private static void multiply(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            load(a, ao + i).mul(load(b, bo + i)).intoArray(to, at + i);
        }
    }

    private static void divide(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            load(a, ao + i).div(load(b, bo + i)).intoArray(to, at + i);
        }
    }

    private static void max(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector x = load(a, ao + i);
            FloatVector y = load(b, bo + i);
            FloatVector larger = y.blend(x, x.compare(VectorOperators.GE, y));
            larger.blend(x, x.test(VectorOperators.IS_NAN)).intoArray(to, at + i);
        }
    }

    private static void min(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector x = load(a, ao + i);
            FloatVector y = load(b, bo + i);
            FloatVector smaller = y.blend(x, x.compare(VectorOperators.LE, y));
            smaller.blend(x, x.test(VectorOperators.IS_NAN)).intoArray(to, at + i);
        }
    }

    private static void greater(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += LENGTH) {
            zero.blend(1, load(a, ao + i).compare(VectorOperators.GT, load(b, bo + i)))
                    .intoArray(to, at + i);
        }
    }

    private static void equal(float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += LENGTH) {
            zero.blend(1, load(a, ao + i).compare(VectorOperators.EQ, load(b, bo + i)))
                    .intoArray(to, at + i);
        }
    }

    private static void choose(float[] a, int ao, float[] b, int bo, float[] c, int co, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            load(b, bo + i)
                    .blend(load(c, co + i), load(a, ao + i).compare(VectorOperators.EQ, 0))
                    .intoArray(to, at + i);
        }
    }

    private static void productPlus(
            float[] a, int ao, float[] b, int bo, float[] c, int co, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            load(a, ao + i).mul(load(b, bo + i)).add(load(c, co + i)).intoArray(to, at + i);
        }
    }

    private static void minusProduct(
            float[] a, int ao, float[] b, int bo, float[] c, int co, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            load(c, co + i).sub(load(a, ao + i).mul(load(b, bo + i))).intoArray(to, at + i);
        }
    }

    @Override
    public void gather(float[] from, int offset, int[] map, int row, int rows, float[] to, int at) {
        for (int r = 0; r < rows; r++) {
            int source = map[row + r];
            int start = at + r * BlockLayout.LANES;
            if (source < 0) {
                fill(0, to, start);
            } else {
                copy(from, offset + source * BlockLayout.LANES, to, start);
            }
        }
    }

    @Override
    public void spread(float[] from, int offset, int rows, float[] to, int at) {
        for (int r = 0; r < rows; r++) {
            fill(from[offset + r], to, at + r * BlockLayout.LANES);
        }
    }

    @Override
    public void spread(float[] from, int offset, int[] map, int row, int rows, float[] to, int at) {
        for (int r = 0; r < rows; r++) {
            int source = map[row + r];
            fill(source < 0 ? 0 : from[offset + source], to, at + r * BlockLayout.LANES);
        }
    }

    private static void fill(float value, float[] to, int at) {
        FloatVector all = FloatVector.broadcast(SPECIES, value);
        for (int i = 0; i < BlockLayout.LANES; i += LENGTH) {
            all.intoArray(to, at + i);
        }
    }

    private static void copy(float[] from, int offset, float[] to, int at) {
        for (int i = 0; i < BlockLayout.LANES; i += LENGTH) {
            load(from, offset + i).intoArray(to, at + i);
        }
    }
}
