package org.recurve.api.measure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.recurve.api.data.Data;

/**
 * Names a measured number: what is measured, and where. Written {@code test.accuracy} for a split and
 * {@code lstm1.gradient-norm} for a part of the model; phases before the last put their own name in front
 * ({@code pretrain.validation.loss}).
 *
 * @param phase empty for the last phase, and where there are no phases
 * @param owner the split, or the part of the model; empty if the text names neither
 * @param metric the metric's id, with its settings where it is measured more than once ({@code f1-0}); {@value #LOSS}; or
 *     {@value #GRADIENT_NORM}
 */
public record MetricName(String phase, String owner, String metric) {
    public static final String LOSS = "loss";
    public static final String GRADIENT_NORM = "gradient-norm";

    private static final char SEPARATOR = '.';
    private static final char SETTINGS = '-';

    /** Returns the name of a metric on a split. */
    public static MetricName of(String split, String metric) {
        return new MetricName("", split, metric);
    }

    /** Reads a name; any text names something, though perhaps nothing that exists. */
    public static MetricName parse(String text) {
        int last = text.lastIndexOf(SEPARATOR);
        if (last > 0 && text.substring(last + 1).equals(GRADIENT_NORM)) {
            return of(text.substring(0, last), GRADIENT_NORM); // parts of parts have names with dots
        }
        int first = text.indexOf(SEPARATOR);
        if (first <= 0) {
            return of("", text);
        }
        MetricName name = of(text.substring(0, first), text.substring(first + 1)); // settings may hold dots: fbeta-0.5
        int second = name.metric.indexOf(SEPARATOR);
        return name.isOfSplit() || second < 0 || !Data.SPLITS.contains(name.metric.substring(0, second))
                ? name
                : new MetricName(name.owner, name.metric.substring(0, second), name.metric.substring(second + 1));
    }

    /** Tells whether the number is measured on the examples of a split. */
    public boolean isOfSplit() {
        return Data.SPLITS.contains(owner);
    }

    /** Tells whether the number is measured on the examples of this split. */
    public boolean isOf(String split) {
        return owner.equals(split);
    }

    /** Tells whether the name says where it is measured, as the names in files must: on a split, or in a part. */
    public boolean isQualified() {
        return isOfSplit() || metric.equals(GRADIENT_NORM) && !owner.isEmpty();
    }

    /** Tells whether the number is the mean loss of a split. */
    public boolean isLoss() {
        return isOfSplit() && metric.equals(LOSS);
    }

    /** Returns the same metric on another split. */
    public MetricName on(String split) {
        return new MetricName(phase, split, metric);
    }

    /** Returns the same metric measured in a phase. */
    public MetricName in(String otherPhase) {
        return new MetricName(otherPhase, owner, metric);
    }

    /**
     * Returns the id of the plugin that measures it; empty if it is none of them, as for losses.
     *
     * @param ids of all plugins that might
     */
    public Optional<String> plugin(Collection<String> ids) {
        return ids.stream()
                .filter(id -> metric.equals(id) || metric.startsWith(id + SETTINGS))
                .max(Comparator.comparingInt(String::length));
    }

    /** Returns the name as it is written. */
    @Override
    public String toString() {
        String own = owner.isEmpty() ? metric : owner + SEPARATOR + metric;
        return phase.isEmpty() ? own : phase + SEPARATOR + own;
    }
}
