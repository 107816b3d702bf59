package org.recurve.storage.index;

import org.recurve.api.event.Event;

/**
 * Describes how a trial stands by its journal.
 *
 * @param trial its identity
 * @param started in microseconds since 1970
 */
public record TrialEntry(
        String trial,
        String study,
        String variant,
        String task,
        long seed,
        Event.Status status,
        boolean ended,
        long started,
        TrialMetrics metrics) {}
