package org.recurve.app.reuse;

import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.event.Provenance;

/**
 * A trial as it would run now.
 *
 * @param plan its identity and name
 * @param configuration canonical JSON
 */
public record IdentifiedTrial(TrialPlan plan, String configuration, Provenance provenance) {
    /** Returns the same trial under the name that a study gives it. */
    public IdentifiedTrial named(String variant, String task) {
        return new IdentifiedTrial(new TrialPlan(plan.trial(), variant, task, plan.seed()), configuration, provenance);
    }
}
