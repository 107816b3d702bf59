package org.recurve.engine.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.api.data.Dataset;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.plugin.Spec;

/**
 * A training from scratch: variant × task × sweep point × seed, with every name resolved.
 *
 * @param variant {@code baseline}, or the name of the change
 * @param task empty if the study has no tasks
 * @param seed names the trial, and keys its random draws
 * @param draws the seeds of its streams
 * @param data where the examples come from
 * @param phases of its training, in order; the last one's model is what is measured, tested and shown
 * @param measures besides the loss of each split, which is always measured
 * @param sample what the trained model is to write, if anything
 * @param threads inside this trial; changes no bit
 * @param checkpoint when it leaves checkpoints; changes no bit
 * @param weights what is kept of what it learnt; changes no bit
 * @param configuration all of the above that can change a number, the seed included and names of variants excluded, as
 *     canonical JSON: sorted keys, defaults written out
 * @param places where its parts and sections are written, for messages; changes no bit
 */
public record TrialSpec(
        String variant,
        String task,
        long seed,
        StreamSeeds draws,
        Spec<Dataset<?>> data,
        List<PhaseSpec> phases,
        List<MeasureSpec> measures,
        Optional<SamplingSpec> sample,
        int threads,
        CheckpointRule checkpoint,
        KeptWeights weights,
        String configuration,
        PartPlaces places) {
    public TrialSpec {
        phases = List.copyOf(phases);
        measures = List.copyOf(measures);
        if (threads < 1) {
            throw new IllegalArgumentException("a trial needs at least one thread, not " + threads);
        }
    }

    /** Returns the phase whose model is measured, tested and shown: the last one. */
    public PhaseSpec last() {
        return phases.getLast();
    }

    /** Returns all weights that it, or a phase of it, begins with, each once. */
    public List<StartWeights> starts() {
        Map<String, StartWeights> starts = new LinkedHashMap<>();
        phases.stream()
                .map(PhaseSpec::sources)
                .flatMap(sources -> Stream.of(sources.initial(), sources.start()))
                .flatMap(Optional::stream)
                .forEach(start -> starts.putIfAbsent(start.digest(), start));
        return List.copyOf(starts.values());
    }

    /** Returns a trial in one phase whose seed keys all its streams, and whose model writes nothing. */
    public TrialSpec(
            String variant,
            String task,
            long seed,
            Spec<Dataset<?>> data,
            Layers model,
            Spec<Loss<?>> loss,
            TrainingSpec training,
            List<MeasureSpec> measures,
            Optional<EpochSelection> select,
            int threads,
            String configuration) {
        this(
                variant,
                task,
                seed,
                StreamSeeds.of(seed),
                data,
                List.of(PhaseSpec.whole(model, loss, training, select)),
                measures,
                Optional.empty(),
                threads,
                CheckpointRule.EACH_HALF_MINUTE,
                KeptWeights.SELECTED,
                configuration,
                PartPlaces.UNKNOWN);
    }

    /** Returns a trial whose weights at the epoch that counts are kept. */
    public TrialSpec(
            String variant,
            String task,
            long seed,
            StreamSeeds draws,
            Spec<Dataset<?>> data,
            List<PhaseSpec> phases,
            List<MeasureSpec> measures,
            Optional<SamplingSpec> sample,
            int threads,
            CheckpointRule checkpoint,
            String configuration,
            PartPlaces places) {
        this(
                variant,
                task,
                seed,
                draws,
                data,
                phases,
                measures,
                sample,
                threads,
                checkpoint,
                KeptWeights.SELECTED,
                configuration,
                places);
    }

    /** Returns the name people use: {@code variant/seed}, or {@code variant/task/seed}. */
    public String title() {
        return task.isEmpty() ? variant + "/" + seed : variant + "/" + task + "/" + seed;
    }
}
