package org.recurve.reports.answer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.Event.Status;
import org.recurve.reports.study.AddedSeeds;
import org.recurve.reports.study.StoredQuestions;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.text.NumberText;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/**
 * The answer to a study's question in a few sentences: one for each task, then how it was tested, then what a reader must know before
 * he believes them.
 *
 * @param notes on how was tested, which are no reason to doubt
 */
public record StudyAnswer(List<Headline> headlines, List<String> notes, List<String> caveats) {
    public StudyAnswer {
        headlines = List.copyOf(headlines);
        notes = List.copyOf(notes);
        caveats = List.copyOf(caveats);
    }

    public static StudyAnswer of(StudyView study) {
        return of(study, StudyResults.of(study));
    }

    /** Returns the answer of results that are known already. */
    public static StudyAnswer of(StudyView study, StudyResults results) {
        return new StudyAnswer(
                results.tables().stream().map(Headline::of).toList(),
                folds(StoredQuestions.of(study).folds(), results.answering().all()),
                caveats(study, results));
    }

    /** Returns all sentences, that of a task with its name before it. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        headlines.forEach(headline ->
                lines.add(headline.task().isEmpty() ? headline.text() : headline.task() + ": " + headline.text()));
        lines.addAll(notes);
        lines.addAll(caveats);
        return List.copyOf(lines);
    }

    private static List<String> caveats(StudyView study, StudyResults results) {
        List<StudyArm> arms = results.answering().all();
        List<TrialView> trials =
                arms.stream().flatMap(arm -> arm.trials().stream()).toList();
        int planned = StrictMath.max(
                trials.size(), arms.stream().mapToInt(StudyArm::planned).sum());
        List<String> caveats = new ArrayList<>();
        if (results.tables().stream().anyMatch(table -> table.answered() && table.explored())) {
            caveats.add("Points are explored, not tested: confirm the choice on fresh seeds.");
        }
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        trials.forEach(trial -> counts.merge(trial.status(), 1L, Long::sum));
        without(counts, planned, caveats);
        unfinished(counts, planned - trials.size(), planned, caveats);
        imported(arms, trials.size(), caveats);
        AddedSeeds.of(study)
                .ifPresent(_ -> caveats.add("Seeds were added after a look at results, so this is exploratory."));
        long missed =
                study.expectations().values().stream().filter(held -> !held).count();
        if (missed > 0) {
            int all = study.expectations().size();
            caveats.add(count(missed) + " of " + count(all) + (all == 1 ? " expectation" : " expectations")
                    + (missed == 1 ? " was" : " were") + " missed.");
        }
        return caveats;
    }

    private static List<String> folds(int folds, List<StudyArm> arms) {
        int tests = arms.stream().mapToInt(StudyArm::planned).max().orElse(0);
        if (folds < 2) {
            return List.of();
        }
        int rounds = StrictMath.max(1, tests / folds);
        String on = tests < folds
                ? tests + " of " + folds + " folds"
                : folds + " folds" + (rounds > 1 ? " in " + rounds + " rounds" : "");
        return List.of("Cross-validated on " + on
                + ": a seed is a fold, and tests and intervals are corrected for the examples that folds share.");
    }

    private static void without(Map<Status, Long> counts, int planned, List<String> caveats) {
        long diverged = counts.getOrDefault(Status.DIVERGED, 0L);
        long failed = counts.getOrDefault(Status.FAILED, 0L);
        if (diverged + failed > 0) {
            String words = Stream.of(Status.DIVERGED, Status.FAILED)
                    .filter(counts::containsKey)
                    .map(status -> count(counts.getOrDefault(status, 0L)) + " " + word(status))
                    .collect(Collectors.joining(", "));
            caveats.add(count(diverged + failed) + " of " + trials(planned)
                    + (diverged + failed == 1 ? " has" : " have") + " no result: " + words + ".");
        }
    }

    private static void unfinished(Map<Status, Long> counts, int missing, int planned, List<String> caveats) {
        long open = missing + counts.getOrDefault(Status.RUNNING, 0L) + counts.getOrDefault(Status.INTERRUPTED, 0L);
        if (open > 0) {
            caveats.add("Incomplete: " + count(open) + " of " + trials(planned) + (open == 1 ? " has" : " have")
                    + " not finished.");
        }
    }

    private static void imported(List<StudyArm> arms, int trials, List<String> caveats) {
        long imported = arms.stream().mapToLong(StudyArm::imported).sum();
        if (imported > 0) {
            caveats.add((imported == trials ? "All of " : count(imported) + " of ") + trials(trials)
                    + (imported == 1 ? " was" : " were") + " imported and not verified here.");
        }
    }

    private static String trials(int count) {
        return count(count) + (count == 1 ? " trial" : " trials");
    }

    private static String count(long count) {
        return NumberText.count(count);
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
