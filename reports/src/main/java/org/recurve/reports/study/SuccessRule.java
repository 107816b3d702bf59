package org.recurve.reports.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.reports.statistics.KaplanMeier.WatchedSubject;
import org.recurve.reports.text.JsonText;
import org.recurve.reports.text.NumberText;
import org.recurve.storage.view.EpochView;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;
import tools.jackson.databind.JsonNode;

/**
 * When a trial has succeeded: after the first epoch in which the metric stands so to the bound.
 *
 * @param sign one of {@code > >= < <=}
 */
public record SuccessRule(String metric, String sign, double bound) {
    /** Empty if the study does not say. */
    public static Optional<SuccessRule> of(StudyView study) {
        JsonNode json = JsonText.parse(study.compare()).path("success");
        return json.path("bound").isNumber()
                ? Optional.of(new SuccessRule(
                        json.path("metric").asString(""),
                        json.path("sign").asString(""),
                        json.path("bound").asDouble()))
                : Optional.empty();
    }

    boolean holds(double value) {
        return switch (sign) {
            case ">" -> value > bound;
            case ">=" -> value >= bound;
            case "<" -> value < bound;
            case "<=" -> value <= bound;
            default -> false;
        };
    }

    /** {@code validation.accuracy > 0.99}. */
    public String text() {
        return metric + " " + sign + " " + NumberText.significant(bound, 6);
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
        Optional<WatchedSubject> success = epochs.stream()
                .filter(epoch -> holds(epoch.metrics().getOrDefault(metric, Double.NaN)))
                .findFirst()
                .map(epoch -> new WatchedSubject(epoch.step(), true));
        if (success.isPresent()) {
            return success;
        }
        return trial.status() == Event.Status.DIVERGED
                ? Optional.of(new WatchedSubject(longest, false))
                : epochs.stream().reduce((_, last) -> last).map(last -> new WatchedSubject(last.step(), false));
    }
}
