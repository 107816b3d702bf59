package org.recurve.compute.arithmetic;

/** The one operation of the arithmetic contract that Java has but not every machine: {@code a · b + c}, rounded once. */
public final class FusedMultiplyAdd {
    private static final boolean HARDWARE = HardwareFeatures.here().fma();

    private FusedMultiplyAdd() {}

    /** {@code a · b + c} with a single rounding: the bits of {@link Math#fma(float, float, float)} at a usable speed. */
    public static float fma(float a, float b, float c) {
        return HARDWARE ? Math.fma(a, b, c) : emulatedFma(a, b, c);
    }

    /**
     * Returns the same without hardware, for {@link Math#fma} would then go through BigDecimal.
     *
     * <p>The product of two floats is exact in double. Rounding the sum to odd in double keeps whether anything was
     * lost in its last bit, and since 53 ≥ 2 · 24 + 2, the second rounding to float then equals a single one (Boldo and
     * Melquiond, "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd", 2008).
     */
    static float emulatedFma(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        double part = sum - product;
        double lost = (product - (sum - part)) + (c - part);
        long bits = Double.doubleToRawLongBits(sum);
        // A NaN here stands for an infinite or undefined sum, which is final already.
        boolean exactOrOdd = lost == 0 || Double.isNaN(lost) || (bits & 1) != 0;
        if (exactOrOdd) {
            return (float) sum;
        }
        return (float) Double.longBitsToDouble((lost > 0) == (sum > 0) ? bits + 1 : bits - 1);
    }
}
