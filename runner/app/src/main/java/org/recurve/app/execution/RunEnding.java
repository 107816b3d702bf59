package org.recurve.app.execution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.app.display.DisplayRow;
import org.recurve.engine.spec.GeneratedList;
import org.recurve.engine.study.StudyResult;
import org.recurve.engine.study.StudyResult.TrialEnd;
import org.recurve.reports.answer.StudyAnswer;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialResult;
import org.recurve.storage.view.TrialView;

/**
 * Results of a run as it shows them when it ends: with the answer and the report if memory holds all that is stored of its trials,
 * otherwise the numbers alone.
 *
 * @param stored empty if it is too much
 */
record RunEnding(List<DisplayRow> rows, List<String> answer, List<String> damages, Optional<StudyView> stored) {
    /** Bytes that a trial takes in memory while its study's report is written, with what it stored: about, and rather too much. */
    private static final long BYTES_OF_TRIAL = 5000;

    /** Bytes that a run takes whose trials are few. */
    private static final long BYTES_OF_RUN = 64L << 20;

    static RunEnding of(String study, StudyResult result, StoreReader reader) {
        return Runtime.getRuntime().maxMemory() < needed(result.trials().size())
                ? numbers(result, reader)
                : whole(study, result, reader);
    }

    private static long needed(int trials) {
        return BYTES_OF_RUN + trials * BYTES_OF_TRIAL;
    }

    private static RunEnding whole(String study, StudyResult result, StoreReader reader) {
        StudyView stored = reader.study(study).orElseThrow();
        List<DisplayRow> rows = rows(result, stored);
        return new RunEnding(rows, StudyAnswer.of(stored).lines(), reader.damages(stored), Optional.of(stored));
    }

    /** Returns the rows of a result, as the store has them: of very many trials, each is in memory once. */
    private static List<DisplayRow> rows(StudyResult result, StudyView stored) {
        Map<String, TrialView> views = HashMap.newHashMap(stored.trials().size());
        stored.trials().forEach(trial -> views.put(trial.id(), trial));
        return result.trials().stream()
                .map(end -> Optional.ofNullable(views.get(end.plan().trial()))
                        .map(DisplayRow::of)
                        .orElseGet(() -> DisplayRow.of(end, TrialTrust.OWN)))
                .toList();
    }

    /** Returns rows that are made each time they are asked for. */
    private static RunEnding numbers(StudyResult result, StoreReader reader) {
        Map<String, TrialTrust> others = others(result, reader);
        List<TrialEnd> ends = result.trials();
        List<DisplayRow> rows = GeneratedList.of(ends.size(), at -> {
            TrialEnd end = ends.get(at);
            return DisplayRow.of(end, others.getOrDefault(end.plan().trial(), TrialTrust.OWN));
        });
        return new RunEnding(rows, List.of(), damages(result, reader), Optional.empty());
    }

    /** Returns by identity how far those trials are trusted that are not of this store's own runs. */
    private static Map<String, TrialTrust> others(StudyResult result, StoreReader reader) {
        return result.trials().stream().noneMatch(TrialEnd::reused)
                ? Map.of()
                : reader.results().stream()
                        .filter(trial -> trial.trust() != TrialTrust.OWN)
                        .collect(Collectors.toMap(TrialResult::id, TrialResult::trust, (one, _) -> one));
    }

    private static List<String> damages(StudyResult result, StoreReader reader) {
        return reader.damages().isEmpty()
                ? List.of()
                : reader.damages(result.trials().stream()
                        .map(TrialEnd::plan)
                        .map(TrialPlan::trial)
                        .collect(Collectors.toSet()));
    }

    /** Says what is not shown, and how to get it; empty if nothing is missing. */
    Optional<String> missing(String study) {
        return stored.isPresent()
                ? Optional.empty()
                : Optional.of("the answer and the report of " + rows.size()
                        + " trials need more memory than this run was given: RECURVE_JAVA_OPTS=-Xmx"
                        + (needed(rows.size()) >> 20) + "m recurve report " + study + " writes them");
    }
}
