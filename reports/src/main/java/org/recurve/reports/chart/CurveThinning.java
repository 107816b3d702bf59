package org.recurve.reports.chart;

import java.util.Arrays;

/**
 * Cuts an axis into stretches and leaves two points of each: a line keeps its lowest and its highest value of every
 * stretch, in the order in which they come, at the stretch's ends. An axis that is short enough stays as it is.
 *
 * @param xs the whole axis
 * @param bounds where the stretches begin and the last one ends, as indices of the axis; empty to keep every point
 */
record CurveThinning(double[] xs, int[] bounds) {
    /** Leaves at most {@code most} points, which is even. */
    static CurveThinning of(double[] xs, int most) {
        if (xs.length <= most) {
            return none(xs);
        }
        int stretches = most / 2;
        int[] bounds = new int[stretches + 1];
        for (int i = 0; i <= stretches; i++) {
            bounds[i] = Math.toIntExact((long) i * xs.length / stretches);
        }
        return new CurveThinning(xs, bounds);
    }

    /** Leaves every point. */
    static CurveThinning none(double[] xs) {
        return new CurveThinning(xs, new int[0]);
    }

    /** Cuts at the multiples of a width, so that no stretch becomes another when the axis grows; a width of 1 leaves every point. */
    static CurveThinning byWidth(double[] xs, long width) {
        if (width <= 1) {
            return none(xs);
        }
        int[] bounds = new int[xs.length + 1];
        int count = 0;
        for (int i = 0; i < xs.length; i++) {
            if (i == 0 || stretch(xs[i], width) != stretch(xs[i - 1], width)) {
                bounds[count++] = i;
            }
        }
        bounds[count] = xs.length;
        return new CurveThinning(xs, Arrays.copyOf(bounds, count + 1));
    }

    /** Returns the number of the stretch of this width that a place on the axis is in. */
    static long stretch(double x, long width) {
        return Math.floorDiv((long) StrictMath.floor(x), width);
    }

    private int stretches() {
        return bounds.length - 1;
    }

    boolean thins() {
        return bounds.length > 0;
    }

    /** Returns the axis that is left. */
    double[] axis() {
        return thin(xs, (from, to) -> new int[] {from, to - 1});
    }

    /** Lowest and highest. */
    double[] line(double[] values) {
        return thin(values, (from, to) -> {
            int low = extreme(values, from, to, true);
            int high = extreme(values, from, to, false);
            return new int[] {StrictMath.min(low, high), StrictMath.max(low, high)};
        });
    }

    /** Returns the lowest, twice: the lower edge of a band. */
    double[] lower(double[] values) {
        return edge(values, true);
    }

    /** Returns the highest, twice: the upper edge of a band. */
    double[] upper(double[] values) {
        return edge(values, false);
    }

    private double[] edge(double[] values, boolean low) {
        return thin(values, (from, to) -> {
            int at = extreme(values, from, to, low);
            return new int[] {at, at};
        });
    }

    /** Two indices into [from, to). */
    private interface PointChoice {
        int[] of(int from, int to);
    }

    private double[] thin(double[] values, PointChoice choice) {
        if (!thins()) {
            return values;
        }
        double[] thinned = new double[2 * stretches()];
        for (int i = 0; i < stretches(); i++) {
            int[] chosen = choice.of(bounds[i], bounds[i + 1]);
            thinned[2 * i] = values[chosen[0]];
            thinned[2 * i + 1] = values[chosen[1]];
        }
        return thinned;
    }

    /** Returns the first index of the lowest or highest finite value; {@code from} if none is finite. */
    private static int extreme(double[] values, int from, int to, boolean low) {
        int at = from;
        for (int i = from; i < to; i++) {
            if (Double.isFinite(values[i])
                    && (!Double.isFinite(values[at]) || (low ? values[i] < values[at] : values[i] > values[at]))) {
                at = i;
            }
        }
        return at;
    }
}
