package org.recurve.engine.training;

import org.recurve.api.data.Data;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.event.Provenance;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.TrialSpec;

/**
 * A trial, ready to run.
 *
 * @param identity {@code sha256:} and 64 hexadecimal digits
 * @param study the study that asks for it
 * @param data opened, shared with other trials
 */
public record TrialJob(String identity, String study, TrialSpec spec, Data data, Provenance provenance) {
    /** Returns how many steps the whole training has, or nearly so where lengths differ, for those who show how far it has come. */
    public long steps() {
        DataRequirements.split(data, Data.TRAIN, "training");
        return spec.phases().stream()
                .map(PhaseSpec::training)
                .mapToLong(trainingSpec -> {
                    SequenceChunking chunking =
                            SequenceChunking.of(data, trainingSpec.rhythm().truncate());
                    int each = chunking.pass(Data.TRAIN, trainingSpec.batch()).size();
                    int all = data.split(Data.TRAIN).size();
                    return Math.ceilDiv(each * trainingSpec.reads(all), all);
                })
                .sum();
    }

    /** Returns how many examples the whole training reads. */
    public long examples() {
        int each = DataRequirements.split(data, Data.TRAIN, "training").size();
        return spec.phases().stream()
                .mapToLong(phaseSpec -> phaseSpec.training().reads(each))
                .sum();
    }

    public TrialPlan plan() {
        return new TrialPlan(identity, spec.variant(), spec.task(), spec.seed());
    }
}
