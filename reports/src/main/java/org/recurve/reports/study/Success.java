package org.recurve.reports.study;

import java.util.List;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.reports.statistics.KaplanMeier.Watched;
import org.recurve.reports.text.Json;
import org.recurve.reports.text.Numbers;
import org.recurve.storage.EpochView;
import org.recurve.storage.Reader;
import org.recurve.storage.StudyView;
import org.recurve.storage.TrialView;
import tools.jackson.databind.JsonNode;

/**
 * When a trial has succeeded: after the first epoch in which the metric stands so to the bound.
 *
 * @param sign one of {@code > >= < <=}
 */
public record Success(String metric, String sign, double bound) {
    /** Empty if the study does not say. */
    public static Optional<Success> of(StudyView study) {
        JsonNode json = Json.parse(study.compare()).path("success");
        return json.path("bound").isNumber()
                ? Optional.of(new Success(
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
        return metric + " " + sign + " " + Numbers.significant(bound, 6);
    }

    /**
     * The updates of each seed up to its success, or up to where it ended without. A seed that diverged would not have
     * succeeded however long it was watched, and counts as watched for {@code longest} updates.
     */
    public List<Watched> updates(Arm arm, Reader reader, long longest) {
        return arm.trials().stream()
                .flatMap(trial -> updates(trial, reader.epochs(trial.id()), longest).stream())
                .toList();
    }

    private Optional<Watched> updates(TrialView trial, List<EpochView> epochs, long longest) {
        Optional<Watched> success = epochs.stream()
                .filter(epoch -> holds(epoch.metrics().getOrDefault(metric, Double.NaN)))
                .findFirst()
                .map(epoch -> new Watched(epoch.step(), true));
        if (success.isPresent()) {
            return success;
        }
        return trial.status() == Event.Status.DIVERGED
                ? Optional.of(new Watched(longest, false))
                : epochs.stream().reduce((_, last) -> last).map(last -> new Watched(last.step(), false));
    }
}
