package org.recurve.app.worker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.app.weights.LearntTensors;
import org.recurve.engine.executor.TrialTry;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.KeptWeights;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.training.TrialJob;
import org.recurve.storage.weights.LearntModel;

/**
 * All that a trial needs to be trained by a process that knows nothing else of its study.
 *
 * @param identity which must follow from the rest where it is trained
 * @param plugins their versions, by id, as the trial's provenance has them
 * @param starts weights that it begins with
 * @param from the content of the checkpoint that it goes on from
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the model; nobody compares two of them
public record TrialPackage(
        String identity,
        String study,
        String variant,
        String task,
        long seed,
        int threads,
        String configuration,
        Map<String, String> plugins,
        CheckpointRule checkpoint,
        KeptWeights weights,
        List<StartModel> starts,
        Optional<byte[]> from) {
    /**
     * Weights that a trial begins with.
     *
     * @param name what people call them
     * @param digest under which the configuration names them
     */
    record StartModel(String name, String digest, LearntModel model) {}

    /** Returns the package of a try. */
    public static TrialPackage of(TrialTry what) {
        TrialJob job = what.job();
        TrialSpec spec = job.spec();
        return new TrialPackage(
                job.identity(),
                job.study(),
                spec.variant(),
                spec.task(),
                spec.seed(),
                spec.threads(),
                spec.configuration(),
                job.provenance().plugins(),
                spec.checkpoint(),
                spec.weights(),
                spec.starts().stream()
                        .map(start -> new StartModel(start.source(), start.digest(), LearntTensors.model(start)))
                        .toList(),
                what.from());
    }

    /** Returns the same trial, to go on from this. */
    public TrialPackage startingFrom(Optional<byte[]> checkpoint) {
        return new TrialPackage(
                identity,
                study,
                variant,
                task,
                seed,
                threads,
                configuration,
                plugins,
                this.checkpoint,
                weights,
                starts,
                checkpoint);
    }

    /** Returns whether the other is the same trial for the same study, wherever it goes on from. */
    public boolean isSame(TrialPackage other) {
        return identity.equals(other.identity)
                && study.equals(other.study)
                && variant.equals(other.variant)
                && task.equals(other.task)
                && threads == other.threads
                && configuration.equals(other.configuration)
                && plugins.equals(other.plugins)
                && checkpoint.equals(other.checkpoint)
                && weights == other.weights;
    }
}
