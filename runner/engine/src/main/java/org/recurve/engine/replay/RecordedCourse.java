package org.recurve.engine.replay;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Recorded;
import org.recurve.api.event.Event.StepDone;

/**
 * Holds a trial that is trained again to what was recorded of it. What was recorded is compared, bit by bit; what goes beyond it is
 * new. For one thread.
 */
public final class RecordedCourse {
    private final Iterator<EventFacts> facts;
    private final Map<String, Integer> artifacts = new HashMap<>();

    /**
     * Begins behind a step.
     *
     * @param recorded events of the trial in their order, from its beginning
     * @param from the step of the checkpoint that the trial goes on from; 0 if it begins anew
     */
    public RecordedCourse(Collection<Event> recorded, long from) {
        this.facts = recorded.stream()
                .filter(event -> isBehind(event, from))
                .flatMap(event -> EventFacts.of(event).stream())
                .iterator();
        recorded.stream()
                .filter(Recorded.class::isInstance)
                .forEach(event -> artifacts.merge(key((Recorded) event), 1, Integer::sum));
    }

    private static boolean isBehind(Event event, long from) {
        return switch (event) {
            case StepDone step -> step.step() > from;
            case EpochDone epoch -> epoch.step() > from;
            default -> true;
        };
    }

    private static String key(Recorded it) {
        return it.step() + " " + it.name();
    }

    /** Returns whether all numbers that were recorded have come again. */
    public boolean isOver() {
        return !facts.hasNext();
    }

    /** Takes the next event with numbers, and compares it with the one that was recorded; asked as long as it is not over. */
    public Optional<ReplayDifference> compare(Event now) {
        return EventFacts.of(now).flatMap(it -> facts.next().against(it));
    }

    /** Takes something to look at; returns whether it was recorded before, and so is not to be recorded again. */
    public boolean isKnown(Recorded now) {
        Integer left = artifacts.get(key(now));
        if (left == null) {
            return false;
        }
        artifacts.computeIfPresent(key(now), (_, many) -> many > 1 ? many - 1 : null);
        return true;
    }
}
