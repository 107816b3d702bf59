package org.recurve.reports.picture;

/** The finite values' range; from +∞ to −∞ if there are none. */
record Span(double low, double high) {
    private static final Span NOTHING = new Span(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    static Span of(float[] values) {
        Span span = NOTHING;
        for (float value : values) {
            span = span.with(value);
        }
        return span;
    }

    static Span of(double[][] rows) {
        Span span = NOTHING;
        for (double[] row : rows) {
            for (double value : row) {
                span = span.with(value);
            }
        }
        return span;
    }

    private Span with(double value) {
        return Double.isFinite(value) ? new Span(StrictMath.min(low, value), StrictMath.max(high, value)) : this;
    }

    /** The same, made symmetric around zero. */
    Span aroundZero() {
        double most = StrictMath.max(StrictMath.abs(low), StrictMath.abs(high));
        return new Span(-most, most);
    }

    boolean crossesZero() {
        return low < 0 && high > 0;
    }

    /** Where {@code value} lies: 0 for the lowest, 1 for the highest, ½ if all are equal, NaN if it is not finite. */
    double place(double value) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        return high > low ? (value - low) / (high - low) : 0.5;
    }
}
