package org.recurve.optimization.search;

import java.util.List;
import org.recurve.api.random.Stream;
import org.recurve.api.search.Axis;

/**
 * A density on [0, 1): the mean of one uniform density and of one around each point. On a continuum these are normal, cut to
 * the interval, of width n^(−1/5) / 2; among choices a point counts for its own choice alone.
 */
record ParzenDensity(Axis axis, List<Double> points) {
    double density(double x) {
        double sum = 1;
        for (double point : points) {
            sum += axis.choices() > 0 ? chosen(x, point) : normal(x, point);
        }
        return sum / (points.size() + 1);
    }

    private double chosen(double x, double point) {
        return axis.choice(x) == axis.choice(point) ? axis.choices() : 0;
    }

    private double normal(double x, double point) {
        double z = (x - point) / width();
        double inside = within((1 - point) / width()) + within(point / width());
        return StrictMath.exp(-0.5 * z * z) / (width() * StrictMath.sqrt(2 * StrictMath.PI) * inside);
    }

    private double width() {
        return 0.5 * StrictMath.pow(points.size(), -0.2);
    }

    /** Returns the standard normal's mass between 0 and z ≥ 0: Φ(z) − ½ (Abramowitz and Stegun 26.2.17, within 7.5e−8). */
    private static double within(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 0.5 - StrictMath.exp(-0.5 * z * z) / StrictMath.sqrt(2 * StrictMath.PI) * polynomial;
    }

    /** Returns a draw from it; draws outside of the interval are drawn again. */
    double draw(Stream random) {
        int which = random.below(0, points.size() + 1);
        if (which == points.size()) {
            return random.uniform(1);
        }
        double point = points.get(which);
        if (axis.choices() > 0) {
            return point;
        }
        for (long i = 1; ; i++) {
            double x = point + width() * random.normal(i);
            if (x >= 0 && x < 1) {
                return x;
            }
        }
    }
}
