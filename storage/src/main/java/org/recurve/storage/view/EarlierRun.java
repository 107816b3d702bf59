package org.recurve.storage.view;

import java.time.Instant;
import java.util.List;
import org.recurve.api.event.Event;

/**
 * A run of a study that ended before its latest one began: its results could be seen.
 *
 * @param plan every trial that it asked for
 */
public record EarlierRun(Instant started, List<Event.TrialPlan> plan) {
    public EarlierRun {
        plan = List.copyOf(plan);
    }
}
