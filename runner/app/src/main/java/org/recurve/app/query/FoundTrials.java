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
public record FoundTrials(List<TrialResult> trials, List<String> metrics, int all) {
    public FoundTrials {
        trials = List.copyOf(trials);
        metrics = List.copyOf(metrics);
    }

    /** Searches for a condition as {@code list --where} takes it. */
    public static FoundTrials of(String condition, StoreReader reader) {
        List<TrialResult> all = reader.results();
        TrialCondition read = ConditionReader.read(condition, all, reader.labels(), reader::configurations);
        return new FoundTrials(
                all.stream().filter(trial -> read.of(trial) == TruthValue.TRUE).toList(),
                List.copyOf(read.metrics()),
                all.size());
    }
}
