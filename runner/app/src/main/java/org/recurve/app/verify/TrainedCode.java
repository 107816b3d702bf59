package org.recurve.app.verify;

import java.util.List;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.view.TrialView;

/** Holds what asks a trained model to the plugins that the model was trained with. */
public final class TrainedCode {
    private TrainedCode() {}

    /**
     * Refuses to go on with other plugins, with which the model would be another.
     *
     * @param title names the trial
     */
    public static void refuseOther(TrialView trial, String title, TrialSpec spec, RunPlatform platform) {
        List<String> changed = ProvenanceCheck.changedCode(
                trial.provenance(),
                platform.after(trial.id()::equals)
                        .provenance(spec, trial.provenance().dataDigest()));
        if (!changed.isEmpty()) {
            throw new UserError(Problem.of(
                    title + " was trained with other plugins than are here: " + String.join("; ", changed),
                    "name the folder with the jars it was trained with: --plugins DIR (recurve show tells their"
                            + " digests), or train it again with those that are here: recurve run"));
        }
    }
}
