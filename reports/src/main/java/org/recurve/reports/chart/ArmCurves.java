package org.recurve.reports.chart;

import java.util.Arrays;
import java.util.List;

/**
 * The lines of one arm, one a seed.
 *
 * @param style the arm's line style
 */
public record ArmCurves(int style, String name, List<CurveLine> lines) {
    public ArmCurves {
        lines = List.copyOf(lines);
    }

    /** At each of {@code xs}: mean over the lines that have a finite value there; NaN if none has. */
    double[] mean(double[] xs) {
        double[] sum = new double[xs.length];
        int[] count = new int[xs.length];
        for (CurveLine line : lines) {
            double[] y = line.on(xs);
            for (int i = 0; i < y.length; i++) {
                if (Double.isFinite(y[i])) {
                    sum[i] += y[i];
                    count[i]++;
                }
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] = count[i] == 0 ? Double.NaN : sum[i] / count[i];
        }
        return sum;
    }

    /** At each of {@code xs}: the lowest of the finite values; NaN if there is none. */
    double[] lowest(double[] xs) {
        return extreme(xs, true);
    }

    /** At each of {@code xs}: the highest of the finite values; NaN if there is none. */
    double[] highest(double[] xs) {
        return extreme(xs, false);
    }

    private double[] extreme(double[] xs, boolean low) {
        double[] extreme = new double[xs.length];
        Arrays.fill(extreme, Double.NaN);
        for (CurveLine line : lines) {
            double[] y = line.on(xs);
            for (int i = 0; i < y.length; i++) {
                if (Double.isFinite(y[i])
                        && (Double.isNaN(extreme[i]) || (low ? y[i] < extreme[i] : y[i] > extreme[i]))) {
                    extreme[i] = y[i];
                }
            }
        }
        return extreme;
    }
}
