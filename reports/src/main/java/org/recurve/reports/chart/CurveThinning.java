package org.recurve.reports.chart;

/**
 * Cuts an axis into stretches and leaves two points of each: a line keeps its lowest and its highest value of every
 * stretch, in the order in which they come, at the stretch's ends. An axis that is short enough stays as it is.
 *
 * @param xs the whole axis
 * @param stretches 0 to keep every point
 */
record CurveThinning(double[] xs, int stretches) {
    /** Leaves at most {@code most} points, which is even. */
    static CurveThinning of(double[] xs, int most) {
        return new CurveThinning(xs, xs.length <= most ? 0 : most / 2);
    }

    boolean thins() {
        return stretches > 0;
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
        double[] thinned = new double[2 * stretches];
        for (int i = 0; i < stretches; i++) {
            int[] chosen = choice.of(bound(i), bound(i + 1));
            thinned[2 * i] = values[chosen[0]];
            thinned[2 * i + 1] = values[chosen[1]];
        }
        return thinned;
    }

    private int bound(int stretch) {
        return Math.toIntExact((long) stretch * xs.length / stretches);
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
