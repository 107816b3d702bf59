package org.recurve.storage.view;

import java.time.Instant;
import java.util.Map;
import org.recurve.api.event.Event;

/**
 * A line of {@code list}: a study as its latest run planned it.
 *
 * @param study its name, which is its ID
 * @param question empty if only its trials, and no run of it, lie in this store
 * @param started when its latest run began, by the clock of that machine
 * @param planned how many trials it has
 * @param trials how many of those stand how; planned trials that never began are in no count
 * @param bounds to which part of the study that run was bound; empty for all of it
 * @param imported how many of those trials were imported, and reproduced by nobody here
 */
public record StudySummary(
        String study,
        String question,
        Instant started,
        int planned,
        Map<Event.Status, Integer> trials,
        String bounds,
        int imported) {
    public StudySummary {
        trials = Map.copyOf(trials);
    }

    /** Returns whether that run was bound to a part of the study, and the rest is still missing. */
    public boolean isBounded() {
        return !bounds.isEmpty() && trials.getOrDefault(Event.Status.FINISHED, 0) < planned;
    }
}
