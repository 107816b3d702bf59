package org.recurve.reports.watch;

import java.util.List;
import java.util.TreeSet;
import org.recurve.storage.view.TrialResult;

/**
 * The trials that a condition holds of.
 *
 * @param where the condition, as it was written
 * @param problem why it is none; empty if it is one
 * @param trials the first of them
 * @param found how many there are
 * @param metrics that the shown ones have, or some of these
 */
public record FoundPage(String where, String problem, List<TrialResult> trials, int found, List<String> metrics) {
    private static final int MOST_TRIALS = 500;
    private static final int MOST_METRICS = 8;

    /** Nothing was asked for. */
    public static final FoundPage NONE = new FoundPage("", "", List.of(), 0, List.of());

    public FoundPage {
        trials = List.copyOf(trials);
        metrics = List.copyOf(metrics);
    }

    public static FoundPage of(String where, List<TrialResult> trials) {
        List<TrialResult> first = trials.subList(0, Math.min(MOST_TRIALS, trials.size()));
        TreeSet<String> metrics = new TreeSet<>();
        first.forEach(trial -> trial.metrics().names().all().stream()
                .filter(name -> trial.metric(name).isPresent())
                .forEach(metrics::add));
        return new FoundPage(
                where,
                "",
                first,
                trials.size(),
                metrics.stream().limit(MOST_METRICS).toList());
    }

    public static FoundPage refused(String where, String problem) {
        return new FoundPage(where, problem, List.of(), 0, List.of());
    }
}
