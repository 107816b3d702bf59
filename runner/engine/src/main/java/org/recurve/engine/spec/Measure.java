package org.recurve.engine.spec;

import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.plugin.Spec;

/**
 * A number to be measured on a split: {@code validation} after every epoch, {@code test} once, at the selected epoch.
 *
 * @param split {@code train}, {@code validation} or {@code test}
 * @param name the metric's id, or {@code loss}
 * @param metric empty for the loss
 */
public record Measure(String split, String name, Optional<Spec<Metric<?>>> metric) {
    public static final String LOSS = "loss";

    public Measure {
        if (metric.isEmpty() != name.equals(LOSS)) {
            throw new IllegalArgumentException("\"" + name + "\": a measure is \"" + LOSS + "\" or has a metric");
        }
    }

    /** The mean loss of a split. */
    public static Measure loss(String split) {
        return new Measure(split, LOSS, Optional.empty());
    }

    public static Measure of(String split, Spec<Metric<?>> metric) {
        return new Measure(split, metric.id(), Optional.of(metric));
    }

    /** {@code test.accuracy}. */
    public String qualified() {
        return split + "." + name;
    }
}
