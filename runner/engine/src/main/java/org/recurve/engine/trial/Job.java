package org.recurve.engine.trial;

import org.recurve.api.data.Data;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.event.Provenance;
import org.recurve.engine.spec.TrialSpec;

/**
 * A trial, ready to run.
 *
 * @param identity {@code sha256:} and 64 hexadecimal digits
 * @param study the study that asks for it
 * @param data opened, shared with other trials
 */
public record Job(String identity, String study, TrialSpec spec, Data data, Provenance provenance) {
    /** How many steps the whole training has, for those who show how far it has come. */
    public long steps() {
        int examples = Requirements.split(data, Data.TRAIN, "training").size();
        return (long) Math.ceilDiv(examples, spec.training().batch())
                * spec.training().epochs();
    }

    public TrialPlan plan() {
        return new TrialPlan(identity, spec.variant(), spec.task(), spec.seed());
    }
}
