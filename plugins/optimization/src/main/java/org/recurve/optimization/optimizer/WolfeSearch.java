package org.recurve.optimization.optimizer;

import java.util.Optional;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Vector;

/**
 * A line search for the strong Wolfe conditions: the loss falls by at least {@code decrease} of what the slope at the start
 * promises, and what is left of the slope is at most {@code curvature} of it (Nocedal and Wright, <i>Numerical
 * Optimization</i>, 2006, algorithms 3.5 and 3.6). All losses and gradients are those of one batch.
 *
 * @param trials points that are tried at most
 */
record WolfeSearch(double decrease, double curvature, int trials) {
    /** A length along the direction, and what is found there. */
    record LinePoint(double length, Objective at, double loss, double slope) {}

    /** Returns a point that fulfils the conditions, or the best that fulfils the first; empty if no point does. */
    Optional<LinePoint> search(Objective from, Vector direction, double first) {
        LinePoint start = new LinePoint(0, from, from.loss(), from.gradient().dot(direction));
        return start.slope() < 0 ? new Line(start, direction).widen(first) : Optional.empty();
    }

    private final class Line {
        private final LinePoint start;
        private final Vector direction;
        private int tried;

        Line(LinePoint start, Vector direction) {
            this.start = start;
            this.direction = direction;
        }

        private LinePoint at(double length) {
            tried++;
            Objective there = start.at().at(start.at().theta().plus(direction.times(length)));
            double slope = there.gradient().dot(direction);
            return new LinePoint(length, there, there.loss(), slope);
        }

        private boolean falls(LinePoint point) {
            return point.loss() <= start.loss() + decrease * point.length() * start.slope();
        }

        private boolean flat(LinePoint point) {
            return Math.abs(point.slope()) <= -curvature * start.slope();
        }

        /** Goes on in doubled lengths until a minimum lies behind. */
        Optional<LinePoint> widen(double first) {
            LinePoint before = start;
            LinePoint point = at(first);
            while (true) {
                if (!falls(point) || before.length() > 0 && point.loss() >= before.loss()) {
                    return zoom(before, point);
                }
                if (flat(point) || tried >= trials) {
                    return Optional.of(point);
                }
                if (point.slope() >= 0) {
                    return zoom(point, before);
                }
                before = point;
                point = at(2 * point.length());
            }
        }

        /** Narrows an interval with a minimum inside; {@code low} is its better end. */
        private Optional<LinePoint> zoom(LinePoint low, LinePoint high) {
            while (tried < trials) {
                LinePoint point = at(between(low, high));
                if (!falls(point) || point.loss() >= low.loss()) {
                    high = point;
                } else {
                    if (flat(point)) {
                        return Optional.of(point);
                    }
                    if (point.slope() * (high.length() - low.length()) >= 0) {
                        high = low;
                    }
                    low = point;
                }
            }
            return Optional.of(low).filter(best -> best.length() > 0);
        }

        /** Returns the minimum of the cubic through both ends, or the middle if that lies near an end or nowhere. */
        private static double between(LinePoint a, LinePoint b) {
            double width = b.length() - a.length();
            double d1 = a.slope() + b.slope() - 3 * (a.loss() - b.loss()) / (a.length() - b.length());
            double d2 = Math.signum(width) * Math.sqrt(d1 * d1 - a.slope() * b.slope());
            double share = 1 - (b.slope() + d2 - d1) / (b.slope() - a.slope() + 2 * d2);
            return a.length() + width * (share >= 0.1 && share <= 0.9 ? share : 0.5);
        }
    }
}
