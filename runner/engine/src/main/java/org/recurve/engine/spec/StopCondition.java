package org.recurve.engine.spec;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.api.data.Data;
import org.recurve.api.event.ComparisonSign;
import org.recurve.api.measure.MetricName;
import org.recurve.api.plugin.Plain;

/**
 * Says what ends a training, or a phase of it: a metric that has come far enough after an epoch, {@code train.error <= 0.01}.
 *
 * @param metric a qualified name, never of the test split
 * @param sign one that compares by size
 */
public record StopCondition(String metric, ComparisonSign sign, double bound) implements Plain {
    private static final Pattern LINE =
            Pattern.compile("\\s*(\\S+?)\\s*(" + ComparisonSign.BY_SIZE + ")\\s*(\\S+)\\s*");

    public StopCondition {
        if (MetricName.parse(metric).isOf(Data.TEST)) {
            throw new IllegalArgumentException(metric + " would end the training by the test split, which is read once,"
                    + " after it; use a metric of train or validation");
        }
    }

    /** Reads {@code train.error <= 0.01}. */
    public static StopCondition of(Object given) {
        Matcher matcher = LINE.matcher(String.valueOf(given));
        if (!matcher.matches() || MetricName.parse(matcher.group(1)).owner().isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + given + "\" is no condition; write \"metric <= number\" (with >=, <=, >"
                            + " or <), the metric with its split, such as \"train.error <= 0.01\"");
        }
        try {
            return new StopCondition(
                    matcher.group(1),
                    ComparisonSign.parse(matcher.group(2)).orElseThrow(),
                    Double.parseDouble(matcher.group(3)));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "\"" + given + "\": \"" + matcher.group(3) + "\" is no number", notANumber);
        }
    }

    @Override
    public String plain() {
        return metric + " " + sign.sign() + " " + bound;
    }

    /** Returns whether it holds of what an epoch measured; what was not measured never does. */
    public boolean holds(Map<String, Double> metrics) {
        return Optional.ofNullable(metrics.get(metric))
                .filter(value -> sign.holds(value, bound))
                .isPresent();
    }
}
