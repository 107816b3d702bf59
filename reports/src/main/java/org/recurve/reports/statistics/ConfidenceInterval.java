package org.recurve.reports.statistics;

/** From {@code low} to {@code high}. */
public record ConfidenceInterval(double low, double high) {
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }

    /** Returns whether no difference in it reaches {@code margin}, up or down. */
    public boolean within(double margin) {
        return low > -margin && high < margin;
    }
}
