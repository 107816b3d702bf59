package org.recurve.app.query;

import java.util.List;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialResult;

/**
 * The trials of a store that a condition holds of.
 *
 * @param metrics that the condition names
 * @param all how many trials the store has
 */
public record TrialMatches(List<TrialResult> trials, List<String> metrics, int all) {
    public TrialMatches {
        trials = List.copyOf(trials);
        metrics = List.copyOf(metrics);
    }

    /** Searches for a condition as {@code list --where} takes it. */
    public static TrialMatches of(String condition, StoreReader reader) {
        List<TrialResult> all = reader.results();
        TrialCondition read =
                ConditionReader.read(condition, all, reader.labels(), each -> reader.configurations(_ -> true, each));
        return new TrialMatches(
                all.stream().filter(trial -> read.of(trial) == TruthValue.TRUE).toList(),
                List.copyOf(read.metrics()),
                all.size());
    }
}
