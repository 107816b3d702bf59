package org.recurve.engine.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Recorded;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.replay.RecordedCourse;
import org.recurve.engine.replay.ReplayDifference;

/** A second training of a trial: each number is compared with the first one's, which are the trial's own. For one thread. */
final class TrialConfirmation {
    private final TrialWatch watch;
    private final List<Event> recorded;
    private final BooleanSupplier stop;
    private final List<Event> events = new ArrayList<>();
    private boolean over;

    /** @param recorded of the first training, its end included */
    TrialConfirmation(TrialWatch watch, List<Event> recorded, BooleanSupplier stop) {
        this.watch = watch;
        this.recorded = recorded;
        this.stop = stop;
    }

    /** Returns whether the whole trial came to the same. */
    boolean isOver() {
        return over;
    }

    /** Returns the events of the second training. */
    List<Event> events() {
        return List.copyOf(events);
    }

    /** Returns what takes the events of a try from the beginning. */
    EventSink begin() {
        events.clear();
        RecordedCourse course = new RecordedCourse(recorded, 0);
        TrialStarted[] now = {watch.first()};
        return event -> {
            watch.check(event);
            events.add(event);
            switch (event) {
                case TrialStarted started -> now[0] = started;
                case TrialEnded end when end.status() == Status.INTERRUPTED && stop.getAsBoolean() -> {}
                case Recorded _ -> {}
                default -> {
                    Optional<ReplayDifference> difference = course.isOver()
                            ? Optional.of(new ReplayDifference("the end", "course", "over", "still running"))
                            : course.compare(event);
                    difference.ifPresent(it -> {
                        throw new ResultsDiffer(watch.first(), now[0], it);
                    });
                    over = event instanceof TrialEnded;
                }
            }
        };
    }
}
