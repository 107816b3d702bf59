package org.recurve.reports.picture;

/** The finite values' range; from +∞ to −∞ if there are none. */
record ValueSpan(double low, double high) {
    private static final ValueSpan NOTHING = new ValueSpan(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    static ValueSpan of(float[] values) {
        ValueSpan span = NOTHING;
        for (float value : values) {
            span = span.with(value);
        }
        return span;
    }

    static ValueSpan of(double[][] rows) {
        ValueSpan span = NOTHING;
        for (double[] row : rows) {
            for (double value : row) {
                span = span.with(value);
            }
        }
        return span;
    }

    private ValueSpan with(double value) {
        return Double.isFinite(value) ? new ValueSpan(StrictMath.min(low, value), StrictMath.max(high, value)) : this;
    }

    /** Returns the same, made symmetric around zero. */
    ValueSpan aroundZero() {
        double most = StrictMath.max(StrictMath.abs(low), StrictMath.abs(high));
        return new ValueSpan(-most, most);
    }

    boolean crossesZero() {
        return low < 0 && high > 0;
    }

    /** Returns where {@code value} lies: 0 for the lowest, 1 for the highest, ½ if all are equal, NaN if it is not finite. */
    double place(double value) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        return high > low ? (value - low) / (high - low) : 0.5;
    }
}
