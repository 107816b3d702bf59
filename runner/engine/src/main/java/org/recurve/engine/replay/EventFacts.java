package org.recurve.engine.replay;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;

/**
 * The numbers of an event that must be the same whenever the trial runs; texts, since Java writes no two finite numbers alike.
 *
 * @param where the step, the epoch, or the end
 */
record EventFacts(String where, SortedMap<String, String> values) {
    /** Returns the facts of an event; empty if nothing in it can be compared. */
    static Optional<EventFacts> of(Event event) {
        return switch (event) {
            case StepDone step -> Optional.of(step(step));
            case EpochDone epoch -> Optional.of(epoch(epoch));
            case TrialEnded ended -> Optional.of(end(ended));
            default -> Optional.empty();
        };
    }

    private static EventFacts step(StepDone step) {
        SortedMap<String, String> values = numbers(step.watched());
        values.put("loss", Float.toString(step.loss()));
        values.put("gradient-norm", Double.toString(step.gradientNorm()));
        return new EventFacts("step " + step.step() + " (epoch " + step.epoch() + ")", values);
    }

    private static EventFacts epoch(EpochDone epoch) {
        SortedMap<String, String> values = numbers(epoch.metrics());
        values.put("digest", epoch.digest());
        return new EventFacts("the end of epoch " + epoch.epoch() + " (step " + epoch.step() + ")", values);
    }

    private static EventFacts end(TrialEnded ended) {
        SortedMap<String, String> values = numbers(ended.metrics());
        values.put("status", ended.status().name());
        values.put("selected epoch", Integer.toString(ended.selectedEpoch()));
        values.put("digest", ended.digest());
        return new EventFacts("the end", values);
    }

    private static SortedMap<String, String> numbers(Map<String, Double> numbers) {
        SortedMap<String, String> values = new TreeMap<>();
        numbers.forEach((name, value) -> values.put(name, value.toString()));
        return values;
    }

    /** Returns the first number, by name, that {@code now} has otherwise. */
    Optional<ReplayDifference> against(EventFacts now) {
        if (!where.equals(now.where)) {
            return Optional.of(new ReplayDifference(now.where, "course", where, now.where));
        }
        SortedMap<String, String> names = new TreeMap<>(values);
        names.putAll(now.values);
        return names.keySet().stream()
                .map(name -> new ReplayDifference(
                        where, name, values.getOrDefault(name, "absent"), now.values.getOrDefault(name, "absent")))
                .filter(difference -> !difference.before().equals(difference.now()))
                .findFirst();
    }
}
