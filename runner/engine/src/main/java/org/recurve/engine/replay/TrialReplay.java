package org.recurve.engine.replay;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.StepDone;
import org.recurve.engine.bus.EventSink;

/** Compares a trial's events with those of an earlier run, bit by bit, up to the first difference. For one thread. */
public final class TrialReplay implements EventSink {
    private final Iterator<EventFacts> before;
    private Optional<ReplayDifference> difference = Optional.empty();
    private long steps;

    /** @param before all events of the trial, in order */
    public TrialReplay(List<Event> before) {
        this.before =
                before.stream().flatMap(event -> EventFacts.of(event).stream()).iterator();
    }

    @Override
    public void publish(Event event) {
        if (difference.isEmpty()) {
            EventFacts.of(event).ifPresent(now -> compare(event, now));
        }
    }

    private void compare(Event event, EventFacts now) {
        difference = before.hasNext()
                ? before.next().against(now)
                : Optional.of(new ReplayDifference(now.where(), "course", "over", "still running"));
        if (event instanceof StepDone && difference.isEmpty()) {
            steps++;
        }
    }

    /** Returns the first difference so far. */
    public Optional<ReplayDifference> difference() {
        return difference;
    }

    /** Steps that were the same. */
    public long steps() {
        return steps;
    }
}
