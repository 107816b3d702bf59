package org.recurve.storage.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.api.event.Event;
import org.recurve.storage.index.JournalEntry;
import org.recurve.storage.index.PlanColumn;
import org.recurve.storage.index.StoreIndex;
import org.recurve.storage.index.TrialEntry;
import org.recurve.storage.view.TrialResult;

/** Reads how all trials stand in a few queries, however many they are. */
final class ResultRows {
    private final StoreIndex index;
    private final TrialRows trials;

    ResultRows(StoreIndex index, TrialRows trials) {
        this.index = index;
        this.trials = trials;
    }

    /** A trial that the latest run of a study planned. */
    private record TrialOfStudy(String study, Event.TrialPlan as) {}

    /**
     * Every trial that began.
     *
     * @param planned under the names that studies' latest runs give them, latest study first
     * @param others that no such run planned, under their own names
     */
    record BegunTrials(List<TrialResult> planned, List<TrialResult> others) {}

    BegunTrials all() {
        Map<String, JournalEntry> begun = JournalEntry.best(index.entries());
        Set<String> seen = new HashSet<>();
        List<TrialResult> planned = new ArrayList<>();
        for (TrialOfStudy each : planned()) {
            JournalEntry entry = begun.get(each.as().trial());
            if (entry != null) {
                seen.add(each.as().trial());
                planned.add(result(entry).named(each.study(), each.as()));
            }
        }
        begun.keySet().removeAll(seen);
        List<TrialResult> others = begun.values().stream()
                .sorted(JournalEntry.BEST_FIRST)
                .map(this::result)
                .toList();
        return new BegunTrials(planned, others);
    }

    private List<TrialOfStudy> planned() {
        return index.query(handle -> handle
                .select("select r.study, r.trials from run r where " + StudyRows.IS_LATEST + " order by "
                        + StudyRows.LATEST_FIRST + ", r.study")
                .map((row, context) -> {
                    String study = row.getString(1);
                    return PlanColumn.read(row.getBytes(2)).stream().map(as -> new TrialOfStudy(study, as));
                })
                .stream()
                .flatMap(plan -> plan)
                .toList());
    }

    private TrialResult result(JournalEntry entry) {
        TrialEntry trial = entry.trial().orElseThrow();
        return new TrialResult(
                trial.trial(),
                trial.study(),
                trial.variant(),
                trial.task(),
                trial.seed(),
                trials.standing(entry),
                trial.metrics(),
                entry.trust());
    }
}
