package org.recurve.compute.kernel.elementwise;

import static org.recurve.compute.arithmetic.ScalarTranscendentals.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link org.recurve.compute.arithmetic.ScalarTranscendentals} on vectors: the same operations in the same order, so the same bits. */
final class VectorTranscendentals {
    private static final VectorSpecies<Float> SPECIES = VectorChunkKernel.SPECIES;
    private static final int LENGTH = SPECIES.length();

    private VectorTranscendentals() {}

    static void exp(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            exp(FloatVector.fromArray(SPECIES, a, ao + i)).intoArray(to, at + i);
        }
    }

    static void log(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            log(FloatVector.fromArray(SPECIES, a, ao + i)).intoArray(to, at + i);
        }
    }

    static void log1p(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            log1p(FloatVector.fromArray(SPECIES, a, ao + i)).intoArray(to, at + i);
        }
    }

    static void expm1(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            expm1(FloatVector.fromArray(SPECIES, a, ao + i)).intoArray(to, at + i);
        }
    }

    static void tanh(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            tanh(FloatVector.fromArray(SPECIES, a, ao + i)).intoArray(to, at + i);
        }
    }

    static void sigmoid(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            sigmoid(FloatVector.fromArray(SPECIES, a, ao + i)).intoArray(to, at + i);
        }
    }

    static void erf(float[] a, int ao, float[] to, int at, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            erf(FloatVector.fromArray(SPECIES, a, ao + i)).intoArray(to, at + i);
        }
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    private static FloatVector exp(FloatVector x) {
        return expBelowHigh(x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH)));
    }

    private static FloatVector expBelowHigh(FloatVector x) {
        FloatVector y = x.blend(EXP_LOW, x.compare(VectorOperators.LT, EXP_LOW));
        FloatVector whole = y.fma(all(LOG2_E), all(WHOLE));
        IntVector k = whole.reinterpretAsInts().sub(WHOLE_BITS);
        IntVector half = k.lanewise(VectorOperators.ASHR, 1);
        return mantissa(y, whole.sub(WHOLE)).mul(powerOfTwo(half)).mul(powerOfTwo(k.sub(half)));
    }

    private static FloatVector mantissa(FloatVector x, FloatVector n) {
        FloatVector r = n.fma(all(-LN2_REST), n.fma(all(-LN2), x));
        FloatVector q = r.fma(r.fma(r.fma(r.fma(all(E6), all(E5)), all(E4)), all(E3)), all(E2));
        return r.mul(r).fma(q, r).add(1);
    }

    private static FloatVector powerOfTwo(IntVector k) {
        return k.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    private static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        FloatVector scaled = x.blend(x.mul(SUBNORMAL_SCALE), subnormal);
        IntVector bits = scaled.reinterpretAsInts().sub(SQRT_HALF_BITS);
        FloatVector shift = FloatVector.zero(SPECIES).blend(23, subnormal);
        FloatVector n =
                ((FloatVector) bits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0)).sub(shift);
        FloatVector f =
                bits.and(0x7fffff).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1);
        FloatVector high = f.fma(f.fma(f.fma(f.fma(all(L10), all(L9)), all(L8)), all(L7)), all(L6));
        FloatVector q = f.fma(f.fma(f.fma(high, all(L5)), all(L4)), all(L3));
        FloatVector rest = n.fma(all(LN2_REST), f.mul(f).mul(f.fma(q, all(-0.5f))));
        FloatVector y = n.fma(all(LN2), f.add(rest));
        y = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
        y = all(Float.NaN).blend(y, x.compare(VectorOperators.GT, 0));
        return y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    }

    private static FloatVector log1p(FloatVector x) {
        FloatVector u = x.add(1);
        FloatVector lost = all(1).sub(u.sub(x)).blend(x.sub(u.sub(1)), x.abs().compare(VectorOperators.LT, 1));
        IntVector bits = u.reinterpretAsInts().sub(SQRT_HALF_BITS);
        FloatVector n = (FloatVector) bits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
        VectorMask<Float> near = n.compare(VectorOperators.EQ, 0);
        FloatVector g =
                bits.and(0x7fffff).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1);
        FloatVector f = g.blend(x, near);
        FloatVector high = f.fma(f.fma(f.fma(f.fma(all(L10), all(L9)), all(L8)), all(L7)), all(L6));
        FloatVector q = f.fma(f.fma(f.fma(high, all(L5)), all(L4)), all(L3));
        FloatVector small = f.mul(f).mul(f.fma(q, all(-0.5f)));
        FloatVector rest = n.fma(all(LN2_REST), small).add(lost.div(u));
        FloatVector y = n.fma(all(LN2), f.add(rest)).blend(f.add(small), near);
        y = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
        y = all(Float.NaN).blend(y, x.compare(VectorOperators.GT, -1));
        return y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, -1));
    }

    private static FloatVector expm1(FloatVector x) {
        FloatVector high = x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH));
        FloatVector y = high.blend(EXPM1_LOW, high.compare(VectorOperators.LT, EXPM1_LOW));
        FloatVector whole = y.fma(all(LOG2_E), all(WHOLE));
        FloatVector n = whole.sub(WHOLE);
        FloatVector r = n.fma(all(-LN2_REST), n.fma(all(-LN2), y));
        FloatVector q = r.mul(r).mul(r.fma(r.fma(r.fma(r.fma(all(E6), all(E5)), all(E4)), all(E3)), all(E2)));
        FloatVector half = powerOfTwo(whole.reinterpretAsInts().sub(WHOLE_BITS + 1));
        FloatVector large = half.fma(q, half.fma(r, half.sub(0.5f)));
        FloatVector z = large.add(large).blend(r.add(q), n.compare(VectorOperators.EQ, 0));
        return z.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN_BIT)).reinterpretAsFloats();
    }

    private static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector z = a.mul(a);
        FloatVector q = z.fma(z.fma(z.fma(z.fma(all(T11), all(T9)), all(T7)), all(T5)), all(T3));
        FloatVector small = a.mul(z).fma(q, a);
        FloatVector twice = a.add(a);
        FloatVector b = twice.blend(TANH_ONE, twice.compare(VectorOperators.GT, TANH_ONE));
        FloatVector whole = b.fma(all(LOG2_E), all(WHOLE));
        IntVector k = whole.reinterpretAsInts().sub(WHOLE_BITS);
        FloatVector e = mantissa(b, whole.sub(WHOLE)).mul(powerOfTwo(k));
        FloatVector large = all(1).sub(all(2).div(e.add(1)));
        FloatVector y = large.blend(small, a.compare(VectorOperators.LT, TANH_SMALL));
        return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN_BIT)).reinterpretAsFloats();
    }

    private static FloatVector erf(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector z = a.mul(a);
        FloatVector p = z.fma(
                z.fma(z.fma(z.fma(z.fma(z.fma(all(R12), all(R10)), all(R8)), all(R6)), all(R4)), all(R2)), all(R0));
        FloatVector small = p.fma(a, a);
        FloatVector b = a.blend(ERF_ONE, a.compare(VectorOperators.GT, ERF_ONE));
        FloatVector q =
                b.fma(b.fma(b.fma(b.fma(b.fma(b.fma(all(C6), all(C5)), all(C4)), all(C3)), all(C2)), all(C1)), all(C0));
        FloatVector large = all(1).sub(expBelowHigh(q.fma(b, b.neg())));
        FloatVector y = large.blend(small, a.compare(VectorOperators.LE, ERF_SMALL));
        return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN_BIT)).reinterpretAsFloats();
    }

    private static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expBelowHigh(x.abs().neg());
        FloatVector sum = e.add(1);
        FloatVector lost = e.sub(sum.sub(1));
        FloatVector y = all(1).blend(e, x.compare(VectorOperators.LT, 0)).div(sum);
        return y.fma(lost.neg(), y);
    }
}
