package org.recurve.app.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import org.recurve.api.search.Axis;
import org.recurve.app.problem.Place;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Scalar;

/**
 * One setting that is swept or tuned, and its values.
 *
 * @param choices if it has a list of values
 * @param range if it has a distribution instead
 * @param when another setting of the point, and the value it must have for this one to be set at all
 */
record Dimension(String path, Place place, List<Node> choices, Optional<Range> range, Optional<Entry> when) {
    Dimension {
        choices = List.copyOf(choices);
    }

    /** Values between two bounds, evenly spread themselves or by their logarithms, to four digits. */
    record Range(double low, double high, boolean log, boolean whole) {
        private static final MathContext DIGITS = new MathContext(4);

        Object at(double coordinate) {
            double value = log
                    ? StrictMath.exp(StrictMath.log(low) + coordinate * StrictMath.log(high / low))
                    : low + coordinate * (high - low);
            return whole
                    ? (Object) Math.min((long) high, Math.round(Math.floor(low + coordinate * (high - low + 1))))
                    : (Object) new BigDecimal(value).round(DIGITS).doubleValue();
        }
    }

    Axis axis() {
        return new Axis(path, choices.size());
    }

    Entry at(double coordinate) {
        Node value = range.<Node>map(r -> Scalar.of(place, r.at(coordinate)))
                .orElseGet(() -> choices.get(axis().choice(coordinate)));
        return new Entry(path, place, value);
    }

    /** Whether it is set, given the other settings of the point. */
    boolean isActive(List<Entry> others) {
        return when.map(condition -> others.stream()
                        .anyMatch(other -> other.key().equals(condition.key())
                                && other.value()
                                        .plain()
                                        .equals(condition.value().plain())))
                .orElse(true);
    }
}
