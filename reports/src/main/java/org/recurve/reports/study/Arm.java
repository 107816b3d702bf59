package org.recurve.reports.study;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.recurve.api.event.Event;
import org.recurve.storage.TrialView;

/**
 * One variant in one task, over its seeds.
 *
 * @param style which of the report's line styles it is drawn in: one for each variant, 0 for the first
 * @param task empty if the study has no tasks
 * @param planned how many seeds it has
 * @param trials those that began, in the study's order
 */
public record Arm(int style, String variant, String task, int planned, List<TrialView> trials) {
    public Arm {
        trials = List.copyOf(trials);
    }

    /** The metric of each seed that finished, ascending by seed; what is not a finite number is there as it is. */
    public NavigableMap<Long, Double> values(String metric) {
        NavigableMap<Long, Double> values = new TreeMap<>();
        for (TrialView trial : trials) {
            Double value = trial.metrics().get(metric);
            if (trial.status() == Event.Status.FINISHED && value != null) {
                values.put(trial.seed(), value);
            }
        }
        return values;
    }

    /** How many of its trials stand how; planned seeds that never began are in no count. */
    public Map<Event.Status, Long> counts() {
        Map<Event.Status, Long> counts = new TreeMap<>();
        trials.forEach(trial -> counts.merge(trial.status(), 1L, Long::sum));
        return counts;
    }

    /** The trial that stands for the arm where one is shown: the first that finished, or else the first. */
    public Optional<TrialView> example() {
        return trials.stream()
                .filter(trial -> trial.status() == Event.Status.FINISHED)
                .findFirst()
                .or(() -> trials.stream().findFirst());
    }
}
