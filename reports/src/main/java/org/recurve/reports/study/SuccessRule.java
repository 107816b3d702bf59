package org.recurve.reports.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.api.event.StudyQuestions.SuccessCriterion;
import org.recurve.reports.statistics.KaplanMeier.WatchedSubject;
import org.recurve.reports.text.NumberText;
import org.recurve.storage.view.EpochView;
import org.recurve.storage.view.TrialView;

/** Applies a study's criterion of success to its trials. */
public record SuccessRule(SuccessCriterion criterion) {
    /** {@code validation.accuracy > 0.99}. */
    public String text() {
        return criterion.metric() + " " + criterion.sign().sign() + " " + NumberText.significant(criterion.bound(), 6);
    }

    private boolean holds(EpochView epoch) {
        double value = epoch.metrics().getOrDefault(criterion.metric(), Double.NaN);
        return criterion.sign().holds(value, criterion.bound());
    }

    /**
     * Returns the updates of each seed up to its success, or up to where it ended without. A seed that diverged would not have
     * succeeded however long it was watched, and counts as watched for {@code longest} updates.
     *
     * @param epochs of all trials, by identity
     */
    public List<WatchedSubject> updates(StudyArm arm, Map<String, List<EpochView>> epochs, long longest) {
        return arm.trials().stream()
                .flatMap(trial -> updates(trial, epochs.getOrDefault(trial.id(), List.of()), longest).stream())
                .toList();
    }

    private Optional<WatchedSubject> updates(TrialView trial, List<EpochView> epochs, long longest) {
        Optional<WatchedSubject> success =
                epochs.stream().filter(this::holds).findFirst().map(epoch -> new WatchedSubject(epoch.step(), true));
        if (success.isPresent()) {
            return success;
        }
        return trial.status() == Event.Status.DIVERGED
                ? Optional.of(new WatchedSubject(longest, false))
                : epochs.stream().reduce((_, last) -> last).map(last -> new WatchedSubject(last.step(), false));
    }
}
