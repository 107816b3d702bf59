package org.recurve.reports.section;

import java.util.stream.DoubleStream;

/** Places values along an axis of so many units, which begins at the lowest. */
record PlaneScale(double low, double high, double length) {
    /** Returns the axis of these values; one with room around a single value. */
    static PlaneScale of(double[] values, double length) {
        double low = DoubleStream.of(values).min().orElse(0);
        double high = DoubleStream.of(values).max().orElse(1);
        return low < high ? new PlaneScale(low, high, length) : new PlaneScale(low - 1, high + 1, length);
    }

    /** Returns the place of a value, to a tenth of a unit. */
    double at(double value) {
        double whole = high / 2 - low / 2; // halves, since the difference of two large numbers is none
        return whole == 0 ? 0 : tenths(length * ((value / 2 - low / 2) / whole));
    }

    static double tenths(double units) {
        return StrictMath.rint(10 * units) / 10;
    }
}
