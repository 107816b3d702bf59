package org.recurve.reports.watch;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.recurve.api.event.Event;
import org.recurve.reports.text.NumberText;

/** Describes what a trial's journal tells, one line an event; steps are in the charts. */
final class TrialLog {
    private TrialLog() {}

    static Optional<String> line(Event event) {
        return switch (event) {
            case Event.TrialStarted started -> Optional.of(NumberText.time(started.measuredAt()) + "  began");
            case Event.EpochDone epoch ->
                Optional.of("epoch " + epoch.epoch() + ", step " + NumberText.count(epoch.step()) + ", "
                        + NumberText.duration(epoch.measured()) + metrics(epoch.metrics()));
            case Event.Checkpointed checkpoint ->
                Optional.of("step " + NumberText.count(checkpoint.step()) + ": checkpoint written");
            case Event.Recorded recorded ->
                Optional.of("step " + NumberText.count(recorded.step()) + ": recorded " + recorded.name());
            case Event.TrialEnded ended ->
                Optional.of(NumberText.time(ended.measuredAt()) + "  "
                        + ended.status().name().toLowerCase(Locale.ROOT) + " after "
                        + NumberText.duration(ended.measured()) + metrics(ended.metrics())
                        + (ended.reason().isEmpty() ? "" : "\n  " + ended.reason()));
            case Event.StepDone _, Event.StudyStarted _, Event.StudyEnded _, Event.Warned _ -> Optional.empty();
        };
    }

    private static String metrics(Map<String, Double> metrics) {
        return new TreeMap<>(metrics)
                .entrySet().stream()
                        .map(metric -> "  " + metric.getKey() + " " + NumberText.significant(metric.getValue(), 5))
                        .collect(Collectors.joining());
    }
}
