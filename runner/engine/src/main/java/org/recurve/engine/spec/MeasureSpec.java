package org.recurve.engine.spec;

import java.util.Optional;
import java.util.function.Supplier;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Metric.Better;
import org.recurve.api.measure.MetricName;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;

/**
 * A number to be measured on a split: {@code validation} after every epoch, {@code test} once, at the selected epoch.
 *
 * @param split {@code train}, {@code validation} or {@code test}; of a gradient's norm, the part of the model
 * @param name the metric's id, with its settings where it is measured twice; {@code loss}, or {@code gradient-norm}
 * @param metric empty for the loss and for gradients
 */
public record MeasureSpec(String split, String name, Optional<Spec<Metric<?>>> metric) {
    public MeasureSpec {
        if (metric.isEmpty() != (name.equals(MetricName.LOSS) || name.equals(MetricName.GRADIENT_NORM))) {
            throw new IllegalArgumentException("\"" + name + "\": a measure is \"" + MetricName.LOSS + "\", \""
                    + MetricName.GRADIENT_NORM + "\", or has a metric");
        }
    }

    /** Returns the mean loss of a split. */
    public static MeasureSpec loss(String split) {
        return new MeasureSpec(split, MetricName.LOSS, Optional.empty());
    }

    public static MeasureSpec of(String split, Spec<Metric<?>> metric) {
        return new MeasureSpec(split, metric.id(), Optional.of(metric));
    }

    /** Returns how much of the loss's gradient arrives at the first step of a recurrence, after every epoch. */
    public static MeasureSpec gradientNorm(String part) {
        return new MeasureSpec(part, MetricName.GRADIENT_NORM, Optional.empty());
    }

    /** Returns the same under another name: where a metric is measured twice, its settings are part of it. */
    public MeasureSpec named(String other) {
        return new MeasureSpec(split, other, metric);
    }

    /** Throws {@link org.recurve.api.plugin.InvalidSetting} if the metric cannot measure such predictions. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public void check(Prediction prediction) {
        metric.ifPresent(spec -> called(spec, "check", () -> {
            ((Metric<Record>) spec.plugin()).check(spec.config(), prediction);
            return true;
        }));
    }

    /** Returns the name by which a layer records what the metric measures; empty if it measures the output. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    public Optional<String> recorded() {
        return metric.flatMap(
                spec -> called(spec, "recorded", () -> ((Metric<Record>) spec.plugin()).recorded(spec.config())));
    }

    /** Returns which direction is the good one; empty for what no metric measures. */
    public Optional<Better> better() {
        return metric.map(spec -> called(spec, "better", () -> spec.plugin().better()));
    }

    /** Returns whether a metric gives shares of a whole. */
    public boolean isShare() {
        return metric.filter(spec -> called(spec, "isShare", () -> spec.plugin().isShare()))
                .isPresent();
    }

    private static <T> T called(Spec<Metric<?>> metric, String method, Supplier<T> call) {
        try {
            return metric.call(method, call);
        } catch (PluginFailure failure) {
            throw failure.at("measure");
        }
    }

    public boolean isGradientNorm() {
        return name.equals(MetricName.GRADIENT_NORM);
    }

    /** Returns its name with the split or part, as {@code test.accuracy}. */
    public String qualified() {
        return MetricName.of(split, name).toString();
    }
}
