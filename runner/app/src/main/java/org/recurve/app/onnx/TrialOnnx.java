package org.recurve.app.onnx;

import org.recurve.app.experiment.StoredTrial;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.verify.LearntWeights;
import org.recurve.app.verify.TrainedCode;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntModel;

/** Makes ONNX files of trials of a store. */
public final class TrialOnnx {
    /** The name that {@code --as} has for it, and the ending of its files. */
    public static final String FORMAT = "onnx";

    private final PluginRegistry registry;
    private final RunPlatform platform;

    public TrialOnnx(PluginRegistry registry, RunPlatform platform) {
        this.registry = registry;
        this.platform = platform;
    }

    /** Returns a file of the model that a trial came to. */
    public byte[] of(TrialView trial, LearntModel learnt) {
        TrialSpec spec = StoredTrial.read(trial, registry).plan(1).trials().getFirst();
        String title = trial.study() + "/" + spec.title();
        TrainedCode.refuseOther(trial, title, spec, platform);
        return OnnxExport.of(
                title, spec, learnt, LearntWeights.exported(trial, learnt).about());
    }
}
