package org.recurve.storage.view;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.recurve.api.event.Event;

/**
 * A study as its latest run planned it, without what came of its trials, which may be very many.
 *
 * @param file the experiment file's text; empty if only trials, and no run of the study, lie in this store
 * @param plan every trial, baseline first
 * @param measured how long the latest run took; empty until it ended
 * @param imported whether the latest run, and so the file and the plan, was imported
 */
public record StudyOutline(
        String study, String file, List<Event.TrialPlan> plan, Optional<Duration> measured, boolean imported) {
    public StudyOutline {
        plan = List.copyOf(plan);
    }
}
