package org.recurve.reports.chart;

import java.util.Arrays;

/** Points in ascending order of {@code x}; values that are not finite are gaps. Both arrays have one length. */
public record CurveLine(String name, double[] x, double[] y) {
    /** Returns its values at each of {@code xs}, NaN where it has none. */
    double[] on(double[] xs) {
        double[] values = new double[xs.length];
        Arrays.fill(values, Double.NaN);
        int at = 0;
        for (int i = 0; i < xs.length; i++) {
            while (at < x.length && x[at] < xs[i]) {
                at++;
            }
            if (at < x.length && x[at] == xs[i]) {
                values[i] = y[at];
            }
        }
        return values;
    }
}
