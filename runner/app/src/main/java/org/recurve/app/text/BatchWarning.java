package org.recurve.app.text;

import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.engine.spec.TrainingSpec;

/** Warns where the last batch of an epoch has one example: it has no variance, and what is divided by that is lost. */
public final class BatchWarning {
    private BatchWarning() {}

    /** Returns one line; empty where no layer mixes examples, or no such batch comes. */
    public static Optional<String> of(VariantPlan plan) {
        return plan.phases().stream()
                .filter(tracedPhase -> tracedPhase.program().mixesExamples())
                .map(tracedPhase -> tracedPhase.phase().training())
                .filter(trainingSpec -> trainingSpec.batch() > 1)
                .filter(trainingSpec -> epoch(plan, trainingSpec) % trainingSpec.batch() == 1)
                .findFirst()
                .map(trainingSpec ->
                        "the last batch of an epoch has one example, and a layer takes means over the examples of a"
                                + " batch; choose another train.batch than " + trainingSpec.batch()
                                + ", or one example more or less");
    }

    private static int epoch(VariantPlan plan, TrainingSpec trainingSpec) {
        return trainingSpec
                .rhythm()
                .epochSize()
                .orElse(plan.data().split(Data.TRAIN).size());
    }
}
