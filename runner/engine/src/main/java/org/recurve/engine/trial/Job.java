package org.recurve.engine.trial;

import org.recurve.api.data.Data;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.event.Provenance;
import org.recurve.engine.data.Chunking;
import org.recurve.engine.spec.Phase;
import org.recurve.engine.spec.TrialSpec;

/**
 * A trial, ready to run.
 *
 * @param identity {@code sha256:} and 64 hexadecimal digits
 * @param study the study that asks for it
 * @param data opened, shared with other trials
 */
public record Job(String identity, String study, TrialSpec spec, Data data, Provenance provenance) {
    /** How many steps the whole training has, or nearly so where lengths differ, for those who show how far it has come. */
    public long steps() {
        Requirements.split(data, Data.TRAIN, "training");
        return spec.phases().stream()
                .map(Phase::training)
                .mapToLong(training -> {
                    Chunking chunking = Chunking.of(data, training.rhythm().truncate());
                    int each = chunking.pass(Data.TRAIN, training.batch()).size();
                    int all = data.split(Data.TRAIN).size();
                    return Math.ceilDiv(each * training.reads(all), all);
                })
                .sum();
    }

    /** How many examples the whole training reads. */
    public long examples() {
        int each = Requirements.split(data, Data.TRAIN, "training").size();
        return spec.phases().stream()
                .mapToLong(phase -> phase.training().reads(each))
                .sum();
    }

    public TrialPlan plan() {
        return new TrialPlan(identity, spec.variant(), spec.task(), spec.seed());
    }
}
