package org.recurve.compute.arithmetic;

import static org.recurve.compute.arithmetic.FusedMultiplyAdd.fma;

/**
 * exp, log, log1p, expm1, tanh, sigmoid and erf of one float, within 2 ulp of the true value everywhere.
 *
 * <p>Minimax polynomials (Remez points by Lawson's weights, coefficients rounded one after another from the lowest) on
 * ranges reduced as in Cephes. {@link org.recurve.compute.kernel.elementwise.VectorTranscendentals} has the same operations in the same order; change both.
 */
public final class ScalarTranscendentals {
    public static final float LOG2_E = 0x1.715476p0f;
    /** ln 2 = LN2 + LN2_REST to 49 bits. */
    public static final float LN2 = 0x1.62e430p-1f;

    public static final float LN2_REST = -0x1.05c610p-29f;
    /** Adding 1.5 · 2²³ rounds to a whole number, which then stands in the low bits. */
    public static final float WHOLE = 0x1.8p23f;

    public static final int WHOLE_BITS = 0x4b400000;

    /** e^x is 0 from here down and infinite from {@link #EXP_HIGH} up. */
    public static final float EXP_LOW = -104;

    public static final float EXP_HIGH = 89;

    /** (e^r − 1 − r) / r² for |r| ≤ ½ ln 2, relative error of e^r 2^−28. */
    public static final float E2 = 0x1.fffffcp-2f;

    public static final float E3 = 0x1.55548cp-3f;
    public static final float E4 = 0x1.5558bap-5f;
    public static final float E5 = 0x1.123e5cp-7f;
    public static final float E6 = 0x1.6a4b98p-10f;

    /** The float just below √½: log's argument is reduced to [√½, √2). */
    public static final int SQRT_HALF_BITS = 0x3f3504f3;

    public static final float SUBNORMAL_SCALE = 0x1p23f;

    /** (log(1 + f) − f + f²/2) / f³ for 1 + f in [√½, √2), relative error of the logarithm 2^−27. */
    public static final float L3 = 0x1.555554p-2f;

    public static final float L4 = -0x1.000226p-2f;
    public static final float L5 = 0x1.99a01ep-3f;
    public static final float L6 = -0x1.54728cp-3f;
    public static final float L7 = 0x1.22d8f8p-3f;
    public static final float L8 = -0x1.0d81f2p-3f;
    public static final float L9 = 0x1.05602ep-3f;
    public static final float L10 = -0x1.38cf20p-4f;

    /** Below this, tanh is its polynomial; above, 1 − 2 / (e^2x + 1), where that loses nothing. */
    public static final float TANH_SMALL = 0.625f;

    /** From this 2x on, 2 / (e^2x + 1) is nothing beside 1. */
    public static final float TANH_ONE = 30;

    /** (tanh x − x) / x³ in x², relative error of tanh 2^−27. */
    public static final float T3 = -0x1.55552ap-2f;

    public static final float T5 = 0x1.11053cp-3f;
    public static final float T7 = -0x1.b7fb12p-5f;
    public static final float T9 = 0x1.5075b8p-6f;
    public static final float T11 = -0x1.6e3a42p-8f;

    /** e^x − 1 is −1 from here down. */
    public static final float EXPM1_LOW = -18;

    /** Up to this, erf is x (1 + its polynomial in x²); above, 1 − e^ its polynomial. */
    public static final float ERF_SMALL = 0x1.d8p-1f;

    /** From here on, erf is 1. */
    public static final float ERF_ONE = 4;

    /** erf x / x − 1 in x², relative error of erf 2^−30. */
    public static final float R0 = 0x1.06eba8p-3f;

    public static final float R2 = -0x1.812740p-2f;
    public static final float R4 = 0x1.ce2d64p-4f;
    public static final float R6 = -0x1.b80112p-6f;
    public static final float R8 = 0x1.544954p-8f;
    public static final float R10 = -0x1.a5fe48p-11f;
    public static final float R12 = 0x1.4f2da2p-14f;

    /** (log(1 − erf x) + x) / x for x from {@link #ERF_SMALL} to {@link #ERF_ONE}, relative error of erf 2^−30. */
    public static final float C0 = -0x1.07796cp-3f;

    public static final float C1 = -0x1.4531fcp-1f;
    public static final float C2 = -0x1.b32cf0p-4f;
    public static final float C3 = 0x1.856b04p-6f;
    public static final float C4 = -0x1.ddcd3ep-9f;
    public static final float C5 = 0x1.533898p-12f;
    public static final float C6 = -0x1.7b317ep-17f;

    public static final int SIGN_BIT = 0x80000000;

    private ScalarTranscendentals() {}

    public static float exp(float x) {
        return expBelowHigh(x > EXP_HIGH ? EXP_HIGH : x);
    }

    /** e^x up to {@link #EXP_HIGH}, scaled in two halves so that a subnormal result is rounded once. */
    private static float expBelowHigh(float x) {
        float y = x < EXP_LOW ? EXP_LOW : x;
        float whole = fma(y, LOG2_E, WHOLE);
        int k = Float.floatToRawIntBits(whole) - WHOLE_BITS;
        int half = k >> 1;
        return mantissa(y, whole - WHOLE) * powerOfTwo(half) * powerOfTwo(k - half);
    }

    /** x = n ln 2 + r; e^x = 2^n e^r: this is e^r. */
    private static float mantissa(float x, float n) {
        float r = fma(n, -LN2_REST, fma(n, -LN2, x));
        float q = fma(r, fma(r, fma(r, fma(r, E6, E5), E4), E3), E2);
        return fma(r * r, q, r) + 1;
    }

    private static float powerOfTwo(int k) {
        return Float.intBitsToFloat((k + 127) << 23);
    }

    /** x = 2^n (1 + f); log x = n ln 2 + log(1 + f). */
    public static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        float scaled = subnormal ? x * SUBNORMAL_SCALE : x;
        int bits = Float.floatToRawIntBits(scaled) - SQRT_HALF_BITS;
        float n = (bits >> 23) - (subnormal ? 23f : 0f);
        float f = Float.intBitsToFloat((bits & 0x7fffff) + SQRT_HALF_BITS) - 1;
        float high = fma(f, fma(f, fma(f, fma(f, L10, L9), L8), L7), L6);
        float q = fma(f, fma(f, fma(f, high, L5), L4), L3);
        float rest = fma(n, LN2_REST, f * f * fma(f, q, -0.5f));
        float y = fma(n, LN2, f + rest);
        y = x < Float.POSITIVE_INFINITY ? y : x;
        y = x > 0 ? y : Float.NaN;
        return x == 0 ? Float.NEGATIVE_INFINITY : y;
    }

    /**
     * u = 1 + x = 2^n (1 + f), to which what the sum lost is added again, divided by u as the logarithm's slope wants it. In
     * [√½, √2) there is nothing to add, for f is x itself.
     */
    public static float log1p(float x) {
        float u = 1 + x;
        float lost = Math.abs(x) < 1 ? x - (u - 1) : 1 - (u - x);
        int bits = Float.floatToRawIntBits(u) - SQRT_HALF_BITS;
        float n = bits >> 23;
        float g = Float.intBitsToFloat((bits & 0x7fffff) + SQRT_HALF_BITS) - 1;
        float f = n == 0 ? x : g;
        float high = fma(f, fma(f, fma(f, fma(f, L10, L9), L8), L7), L6);
        float q = fma(f, fma(f, fma(f, high, L5), L4), L3);
        float small = f * f * fma(f, q, -0.5f);
        float rest = fma(n, LN2_REST, small) + lost / u;
        float y = n == 0 ? f + small : fma(n, LN2, f + rest);
        y = x < Float.POSITIVE_INFINITY ? y : x;
        y = x > -1 ? y : Float.NaN;
        return x == -1 ? Float.NEGATIVE_INFINITY : y;
    }

    /**
     * x = n ln 2 + r; e^x − 1 = 2 (2^(n−1) − ½ + 2^(n−1) (e^r − 1)), halved because 2^128 is no float; r is added to what is
     * exact before its smaller rest is.
     */
    public static float expm1(float x) {
        float high = x > EXP_HIGH ? EXP_HIGH : x;
        float y = high < EXPM1_LOW ? EXPM1_LOW : high;
        float whole = fma(y, LOG2_E, WHOLE);
        float n = whole - WHOLE;
        float r = fma(n, -LN2_REST, fma(n, -LN2, y));
        float q = r * r * fma(r, fma(r, fma(r, fma(r, E6, E5), E4), E3), E2);
        float half = powerOfTwo(Float.floatToRawIntBits(whole) - WHOLE_BITS - 1);
        float large = fma(half, q, fma(half, r, half - 0.5f));
        float z = n == 0 ? r + q : large + large;
        return Float.intBitsToFloat(Float.floatToRawIntBits(z) | (Float.floatToRawIntBits(x) & SIGN_BIT));
    }

    public static float tanh(float x) {
        float a = Math.abs(x);
        float z = a * a;
        float q = fma(z, fma(z, fma(z, fma(z, T11, T9), T7), T5), T3);
        float small = fma(a * z, q, a);
        float b = a + a > TANH_ONE ? TANH_ONE : a + a;
        float whole = fma(b, LOG2_E, WHOLE);
        float e = mantissa(b, whole - WHOLE) * powerOfTwo(Float.floatToRawIntBits(whole) - WHOLE_BITS);
        float large = 1 - 2 / (e + 1);
        float y = a < TANH_SMALL ? small : large;
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) | (Float.floatToRawIntBits(x) & SIGN_BIT));
    }

    public static float erf(float x) {
        float a = Math.abs(x);
        float z = a * a;
        float p = fma(z, fma(z, fma(z, fma(z, fma(z, fma(z, R12, R10), R8), R6), R4), R2), R0);
        float small = fma(p, a, a);
        float b = a > ERF_ONE ? ERF_ONE : a;
        float q = fma(b, fma(b, fma(b, fma(b, fma(b, fma(b, C6, C5), C4), C3), C2), C1), C0);
        float large = 1 - expBelowHigh(fma(q, b, -b));
        float y = a <= ERF_SMALL ? small : large;
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) | (Float.floatToRawIntBits(x) & SIGN_BIT));
    }

    /**
     * e^−|x| never overflows, and is itself the numerator on the left, so that the tail keeps its digits; what 1 + e^−|x|
     * loses is made good, for there errors of three roundings would meet.
     */
    public static float sigmoid(float x) {
        float e = expBelowHigh(-Math.abs(x));
        float sum = 1 + e;
        float lost = e - (sum - 1);
        float y = (x < 0 ? e : 1) / sum;
        return fma(y, -lost, y);
    }
}
