package org.recurve.storage;

import java.time.Instant;
import java.util.Map;
import org.recurve.api.event.Event;

/**
 * One line of {@code list}: a study as its latest run planned it.
 *
 * @param study its name, which is its ID
 * @param question empty if only its trials, and no run of it, lie in this store
 * @param started when its latest run began, by the clock of that machine
 * @param planned how many trials it has
 * @param trials how many of those stand how; planned trials that never began are in no count
 */
public record StudySummary(
        String study, String question, Instant started, int planned, Map<Event.Status, Integer> trials) {
    public StudySummary {
        trials = Map.copyOf(trials);
    }
}
