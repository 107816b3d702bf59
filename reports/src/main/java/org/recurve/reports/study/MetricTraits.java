package org.recurve.reports.study;

import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.StudyQuestions.MetricTrait;
import org.recurve.api.measure.Metric.Better;
import org.recurve.api.measure.MetricName;

/**
 * Answers what is known of a study's metrics.
 *
 * @param known by qualified name; losses need not be among them
 */
public record MetricTraits(Map<String, MetricTrait> known) {
    public MetricTraits {
        known = Map.copyOf(known);
    }

    /** Returns which way is the good one; of losses, that is down. */
    public Optional<Better> better(String metric) {
        return MetricName.parse(metric).isLoss()
                ? Optional.of(Better.LOWER)
                : Optional.ofNullable(known.get(metric)).map(MetricTrait::better);
    }

    public boolean isShare(String metric) {
        return Optional.ofNullable(known.get(metric)).map(MetricTrait::share).orElse(false);
    }
}
