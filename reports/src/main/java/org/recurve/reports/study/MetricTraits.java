package org.recurve.reports.study;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.text.JsonText;
import org.recurve.storage.view.StudyView;
import tools.jackson.databind.JsonNode;

/**
 * What is known of a study's metrics.
 *
 * @param better which way is the good one, of every metric of which that is known
 * @param shares those whose values are shares of a whole, from 0 to 1
 */
public record MetricTraits(Map<String, Better> better, Set<String> shares) {
    private static final String LOSS = ".loss";

    public MetricTraits {
        better = Map.copyOf(better);
        shares = Set.copyOf(shares);
    }

    static MetricTraits of(StudyView study) {
        JsonNode json = JsonText.parse(study.compare());
        Map<String, Better> better = new HashMap<>();
        for (Better way : Better.values()) {
            json.path("better").properties().stream()
                    .filter(entry ->
                            entry.getValue().asString("").equals(way.name().toLowerCase(Locale.ROOT)))
                    .forEach(entry -> better.put(entry.getKey(), way));
        }
        return new MetricTraits(
                better,
                json.path("shares").valueStream().map(JsonNode::asString).collect(Collectors.toSet()));
    }

    /** Returns which way is the good one; of losses, that is down. */
    public Optional<Better> better(String metric) {
        return metric.endsWith(LOSS) ? Optional.of(Better.LOWER) : Optional.ofNullable(better.get(metric));
    }

    public boolean isShare(String metric) {
        return shares.contains(metric);
    }
}
