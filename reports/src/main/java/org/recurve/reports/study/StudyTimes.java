package org.recurve.reports.study;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.recurve.api.event.Event.Status;
import org.recurve.reports.text.NumberText;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/**
 * Describes how long a study's trials took, those of a search and of earlier runs included.
 *
 * @param begun when the first run, or the search before it, began
 * @param runs how many runs there were
 * @param elapsed how long some trial was being trained, by the clock; pauses between runs are not part of it
 * @param trained the times of all trials together, of which several may run side by side
 * @param searched the part of it that a search took; zero if there was none
 * @param processors the same with each trial's threads: processors can have been busy for no longer
 * @param ended whether every planned trial ended
 */
public record StudyTimes(
        Instant begun,
        int runs,
        Duration elapsed,
        Duration trained,
        Duration searched,
        Optional<Duration> processors,
        boolean ended) {
    private static final String THREADS = "threads-in-a-trial";
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,3}");

    public static StudyTimes of(StudyView study) {
        List<TrialView> timed = study.trials().stream()
                .filter(trial -> trial.measured().isPresent())
                .sorted(Comparator.comparing(TrialView::started))
                .toList();
        boolean answers = study.trials().stream().anyMatch(trial -> !isPoint(trial));
        return new StudyTimes(
                study.begun(),
                study.runs(),
                elapsed(timed),
                sum(timed),
                answers ? sum(timed.stream().filter(StudyTimes::isPoint).toList()) : Duration.ZERO,
                processors(timed),
                study.trials().size() == study.plan().size()
                        && study.trials().stream().noneMatch(trial -> trial.status() == Status.RUNNING));
    }

    private static boolean isPoint(TrialView trial) {
        return trial.variant().indexOf('@') >= 0;
    }

    private static Duration sum(List<TrialView> trials) {
        return trials.stream().map(StudyTimes::took).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration took(TrialView trial) {
        return trial.measured().orElse(Duration.ZERO);
    }

    /** Returns the length of all trials' times laid over one another. */
    private static Duration elapsed(List<TrialView> ascending) {
        Duration elapsed = Duration.ZERO;
        Instant covered = Instant.MIN;
        for (TrialView trial : ascending) {
            Instant end = trial.started().plus(took(trial));
            Instant from = trial.started().isBefore(covered) ? covered : trial.started();
            if (end.isAfter(from)) {
                elapsed = elapsed.plus(Duration.between(from, end));
                covered = end;
            }
        }
        return elapsed;
    }

    /** Empty where a machine did not say how many threads a trial had. */
    private static Optional<Duration> processors(List<TrialView> trials) {
        Duration all = Duration.ZERO;
        for (TrialView trial : trials) {
            String threads = trial.provenance().machine().getOrDefault(THREADS, "");
            if (!COUNT.matcher(threads).matches()) {
                return Optional.empty();
            }
            all = all.plus(took(trial).multipliedBy(Long.parseLong(threads)));
        }
        return trials.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    /** Returns the times in words; empty if no trial has ended. */
    public String text() {
        if (trained.isZero()) {
            return "";
        }
        return "trained for " + NumberText.duration(elapsed) + (runs > 1 ? " in " + runs + " runs" : "")
                + (searched.isZero() ? "" : ", " + NumberText.duration(searched) + " of trials for the search")
                + processors
                        .map(time -> ", at most " + NumberText.duration(time) + " of processor time")
                        .orElse("");
    }
}
