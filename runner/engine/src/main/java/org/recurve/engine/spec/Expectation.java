package org.recurve.engine.spec;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.api.event.ArmName;
import org.recurve.api.event.ComparisonSign;
import org.recurve.api.measure.MetricName;

/**
 * A line of {@code expect}: {@code metric of variant >= number}, or {@code metric of a > b} for two variants, held
 * against means over the seeds. A variant may be narrowed to a task: {@code baseline/short}.
 *
 * @param text the line as it stands in the file
 * @param metric a qualified name
 * @param arm on the left
 * @param sign one that compares by size
 * @param bound on the right
 */
public record Expectation(String text, String metric, ArmName arm, ComparisonSign sign, ExpectedBound bound) {
    private static final Pattern LINE =
            Pattern.compile("\\s*(\\S+)\\s+of\\s+(\\S+)\\s*(" + ComparisonSign.BY_SIZE + ")\\s*(\\S+)\\s*");

    /** Describes what the left side is compared with. */
    public sealed interface ExpectedBound {
        /** A fixed number. */
        record FixedBound(double value) implements ExpectedBound {}

        /** Compares with the same metric of another arm. */
        record ArmBound(ArmName arm) implements ExpectedBound {}
    }

    /** Says where means over seeds come from. */
    @FunctionalInterface
    public interface MeanSource {
        /** Empty if a trial of the arm did not finish, or does not have the metric. */
        OptionalDouble of(String metric, ArmName arm);
    }

    /** Reads one line; {@link IllegalArgumentException} says what is wrong with it. */
    public static Expectation parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + line + "\" is not an expectation; write \"metric of variant >= number\" or \"metric of a >"
                            + " b\" (with >=, <=, > or <), such as \"test.accuracy of baseline >= 0.9\"");
        }
        String metric = matcher.group(1);
        if (MetricName.parse(metric).owner().isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + line + "\": a metric is named with its split, such as test." + metric);
        }
        ComparisonSign sign = ComparisonSign.parse(matcher.group(3)).orElseThrow();
        return new Expectation(line.strip(), metric, ArmName.parse(matcher.group(2)), sign, bound(matcher.group(4)));
    }

    private static ExpectedBound bound(String text) {
        try {
            return new ExpectedBound.FixedBound(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return new ExpectedBound.ArmBound(ArmName.parse(text));
        }
    }

    /** Returns whether it holds; a side without a mean never does. */
    public boolean holds(MeanSource source) {
        OptionalDouble left = source.of(metric, arm);
        OptionalDouble right = switch (bound) {
            case ExpectedBound.FixedBound number -> OptionalDouble.of(number.value());
            case ExpectedBound.ArmBound other -> source.of(metric, other.arm());
        };
        return left.isPresent() && right.isPresent() && sign.holds(left.getAsDouble(), right.getAsDouble());
    }
}
