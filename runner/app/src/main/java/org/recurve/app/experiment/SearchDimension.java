package org.recurve.app.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import org.recurve.api.search.Axis;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.ScalarNode;

/**
 * A setting that is swept or tuned, and its values.
 *
 * @param choices if it has a list of values
 * @param range if it has a distribution instead
 * @param when another setting of the point, and the value it must have for this one to be set at all
 */
record SearchDimension(
        String path,
        SourcePosition place,
        List<YamlNode> choices,
        Optional<NumericRange> range,
        Optional<MappingEntry> when) {
    SearchDimension {
        choices = List.copyOf(choices);
    }

    /**
     * Values between two bounds, evenly spread themselves or by their logarithms. They have four digits, and more where four
     * would leave the bounds, or have fewer than {@value #VALUES} values between them.
     */
    record NumericRange(double low, double high, boolean log, boolean whole) {
        private static final int DIGITS = 4;
        private static final int EXACT = 17;
        private static final int VALUES = 500;

        /**
         * Returns the value at a coordinate from 0 to 1.
         *
         * @param finer how many digits more than usual
         */
        Object at(double coordinate, int finer) {
            if (whole) {
                return Math.min((long) high, Math.round(Math.floor(low + coordinate * (high - low + 1))));
            }
            double value = log
                    ? StrictMath.exp(StrictMath.log(low) + coordinate * StrictMath.log(high / low))
                    : low + coordinate * (high - low);
            return rounded(Math.clamp(value, low, high), finer);
        }

        private double rounded(double value, int finer) {
            if (value == 0) {
                return value;
            }
            BigDecimal exact = new BigDecimal(value);
            for (int digits = digits(exact) + finer; digits < EXACT; digits++) {
                double rounded = exact.round(new MathContext(digits)).doubleValue();
                if (rounded >= low && rounded <= high) {
                    return rounded;
                }
            }
            return value;
        }

        /** Enough for so many values between the bounds, as far apart as they are at this value. */
        private int digits(BigDecimal value) {
            int magnitude = value.precision() - value.scale();
            double needed = magnitude + StrictMath.log10(VALUES / (high - low));
            return Math.clamp((long) StrictMath.ceil(needed), DIGITS, EXACT);
        }
    }

    /** Returns how often a value that was drawn before can be drawn finer: never if it is one of a list, or whole. */
    int finest() {
        return range.filter(r -> !r.whole())
                .map(_ -> NumericRange.EXACT - NumericRange.DIGITS)
                .orElse(0);
    }

    Axis axis() {
        return new Axis(path, choices.size());
    }

    MappingEntry at(double coordinate, int finer) {
        YamlNode value = range.<YamlNode>map(r -> ScalarNode.of(place, r.at(coordinate, finer)))
                .orElseGet(() -> choices.get(axis().choice(coordinate)));
        return new MappingEntry(path, place, value);
    }

    /** Returns whether it is set, given the other settings of the point. */
    boolean isActive(List<MappingEntry> others) {
        return when.map(condition -> others.stream()
                        .anyMatch(other -> other.key().equals(condition.key())
                                && RepeatedValues.same(
                                        other.value().plain(), condition.value().plain())))
                .orElse(true);
    }
}
