package org.recurve.bench.measure;

import java.util.List;

/** Measured values, and where they lie. */
public final class Samples {
    private final double[] sorted;

    /** Of at least one value, in any order. */
    public Samples(List<Double> values) {
        sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no samples");
        }
    }

    /** Linear between neighbours: 0 is the minimum, 0.5 the median, 1 the maximum. */
    public double quantile(double q) {
        double at = q * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** The value in the middle. */
    public double median() {
        return quantile(0.5);
    }

    /** How many there are. */
    public int count() {
        return sorted.length;
    }
}
