package org.recurve.engine.spec;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code expect}: {@code metric of variant >= number}, or {@code metric of a > b} for two variants, held
 * against means over the seeds. A variant may be narrowed to a task: {@code baseline/short}.
 *
 * @param text the line as it stands in the file
 * @param metric a qualified name
 * @param variant on the left
 * @param bound on the right
 */
public record Expectation(String text, String metric, String variant, ExpectedRelation relation, ExpectedBound bound) {
    private static final Pattern LINE = Pattern.compile("\\s*(\\S+)\\s+of\\s+(\\S+)\\s*(>=|<=|>|<)\\s*(\\S+)\\s*");

    /** How the two sides are compared. */
    public enum ExpectedRelation {
        AT_LEAST(">="),
        AT_MOST("<="),
        ABOVE(">"),
        BELOW("<");

        private final String sign;

        ExpectedRelation(String sign) {
            this.sign = sign;
        }

        boolean holds(double left, double right) {
            return switch (this) {
                case AT_LEAST -> left >= right;
                case AT_MOST -> left <= right;
                case ABOVE -> left > right;
                case BELOW -> left < right;
            };
        }

        private static ExpectedRelation of(String sign) {
            for (ExpectedRelation relation : values()) {
                if (relation.sign.equals(sign)) {
                    return relation;
                }
            }
            throw new IllegalArgumentException("no relation is written \"" + sign + "\"");
        }
    }

    /** What the left side is compared with. */
    public sealed interface ExpectedBound {
        /** A fixed number. */
        record FixedBound(double value) implements ExpectedBound {}

        /** The same metric of another variant. */
        record VariantBound(String name) implements ExpectedBound {}
    }

    /** Where means over seeds come from. */
    @FunctionalInterface
    public interface MeanSource {
        /** Empty if a trial of the variant did not finish, or does not have the metric. */
        OptionalDouble of(String metric, String variant);
    }

    /** Reads one line; {@link IllegalArgumentException} says what is wrong with it. */
    public static Expectation parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + line + "\" is not an expectation; write \"metric of variant >= number\""
                            + " or \"metric of a > b\" (with >=, <=, > or <), such as \"test.accuracy of baseline >= 0.9\"");
        }
        String metric = matcher.group(1);
        if (metric.indexOf('.') < 0) {
            throw new IllegalArgumentException(
                    "\"" + line + "\": a metric is named with its split, such as test." + metric);
        }
        ExpectedRelation relation = ExpectedRelation.of(matcher.group(3));
        return new Expectation(line.strip(), metric, matcher.group(2), relation, bound(matcher.group(4)));
    }

    private static ExpectedBound bound(String text) {
        try {
            return new ExpectedBound.FixedBound(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return new ExpectedBound.VariantBound(text);
        }
    }

    /** Returns whether it holds; a side without a mean never does. */
    public boolean holds(MeanSource source) {
        OptionalDouble left = source.of(metric, variant);
        OptionalDouble right = switch (bound) {
            case ExpectedBound.FixedBound number -> OptionalDouble.of(number.value());
            case ExpectedBound.VariantBound other -> source.of(metric, other.name());
        };
        return left.isPresent() && right.isPresent() && relation.holds(left.getAsDouble(), right.getAsDouble());
    }
}
