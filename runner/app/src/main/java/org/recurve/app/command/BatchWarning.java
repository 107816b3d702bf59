package org.recurve.app.command;

import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.app.run.Planner.Plan;
import org.recurve.engine.spec.Training;

/** Warns where the last batch of an epoch has one example: it has no variance, and what is divided by that is lost. */
final class BatchWarning {
    private BatchWarning() {}

    /** One line; empty where no layer mixes examples, or no such batch comes. */
    static Optional<String> of(Plan plan) {
        return plan.phases().stream()
                .filter(prepared -> prepared.program().mixesExamples())
                .map(prepared -> prepared.phase().training())
                .filter(training -> training.batch() > 1)
                .filter(training -> epoch(plan, training) % training.batch() == 1)
                .findFirst()
                .map(training ->
                        "the last batch of an epoch has one example, and a layer takes means over the examples of a"
                                + " batch; choose another train.batch than " + training.batch()
                                + ", or one example more or less");
    }

    private static int epoch(Plan plan, Training training) {
        return training.rhythm()
                .epochSize()
                .orElse(plan.data().split(Data.TRAIN).size());
    }
}
