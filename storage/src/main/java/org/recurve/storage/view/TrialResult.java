package org.recurve.storage.view;

import java.util.OptionalDouble;
import org.recurve.api.event.Event;
import org.recurve.storage.index.TrialMetrics;
import org.recurve.storage.journal.TrialTrust;

/**
 * Describes how a trial stands and what it came to, and no more: what many trials are searched by.
 *
 * @param id its identity
 * @param study that planned it
 * @param task empty if the study has no tasks
 * @param metrics at the selected epoch; none until the trial ended
 * @param trust where its numbers come from
 */
public record TrialResult(
        String id,
        String study,
        String variant,
        String task,
        long seed,
        Event.Status status,
        TrialMetrics metrics,
        TrialTrust trust) {
    /** Returns the metric of this name, if the trial has it. */
    public OptionalDouble metric(String name) {
        return metrics.get(name);
    }

    /** Returns the name people use: {@code study/variant/seed}, with the task between the two if there is one. */
    public String title() {
        return study + "/" + new Event.TrialPlan(id, variant, task, seed).title();
    }

    /** Returns the first twelve digits of its identity: enough to name it on a command line. */
    public String shortId() {
        return TrialView.shortId(id);
    }

    public TrialResult named(String by, Event.TrialPlan as) {
        return new TrialResult(id, by, as.variant(), as.task(), as.seed(), status, metrics, trust);
    }
}
