package org.recurve.engine.training;

import org.recurve.api.data.Data;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.api.event.Provenance;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.data.TrainingData;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.spec.TrialSpec;

/**
 * A trial, ready to run.
 *
 * @param identity {@code sha256:} and 64 hexadecimal digits
 * @param study the study that asks for it
 * @param training its data, opened, shared with other trials
 */
public record TrialJob(String identity, String study, TrialSpec spec, TrainingData training, Provenance provenance) {
    /** Returns a trial whose phases have no data of their own. */
    public TrialJob(String identity, String study, TrialSpec spec, Data data, Provenance provenance) {
        this(identity, study, spec, TrainingData.of(data), provenance);
    }

    /** Returns what it is measured on. */
    public Data data() {
        return training.own();
    }

    /** Returns how many steps the whole training has, or nearly so where lengths differ, for those who show how far it has come. */
    public long steps() {
        return spec.phases().stream()
                .mapToLong(phase -> {
                    Data data = training.of(phase);
                    DataRequirements.split(data, Data.TRAIN, "training");
                    TrainingSpec trainingSpec = phase.training();
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
        return spec.phases().stream()
                .mapToLong(phase -> phase.training()
                        .reads(DataRequirements.split(training.of(phase), Data.TRAIN, "training")
                                .size()))
                .sum();
    }

    public TrialPlan plan() {
        return new TrialPlan(identity, spec.variant(), spec.task(), spec.seed());
    }
}
