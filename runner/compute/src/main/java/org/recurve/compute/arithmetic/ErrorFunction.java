package org.recurve.compute.arithmetic;

/**
 * The error function in double, for checking derivatives: its series {@code 2/√π e^−x² Σ 2ⁿ x^(2n+1) / (1 · 3 ⋯ (2n + 1))}, all of
 * whose terms have one sign (Abramowitz and Stegun, 7.1.6), and beyond it 1.
 */
public final class ErrorFunction {
    /** 1 − erf is less than half of the last place of 1 from here on. */
    private static final double ONE = 6;

    private ErrorFunction() {}

    public static double of(double x) {
        if (!(Math.abs(x) < ONE)) {
            return Double.isNaN(x) ? x : Math.copySign(1, x);
        }
        double term = x;
        double sum = 0;
        for (int n = 1; sum + term != sum || n == 1; n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return 2 / StrictMath.sqrt(StrictMath.PI) * StrictMath.exp(-x * x) * sum;
    }
}
