package org.recurve.engine.training;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.measure.MetricName;
import org.recurve.api.measure.Prediction;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.trace.declaration.FieldRequirement;
import org.recurve.engine.augment.AugmentedData;
import org.recurve.engine.data.Batching;
import org.recurve.engine.data.ClassFields;
import org.recurve.engine.data.ClassPlanes;
import org.recurve.engine.data.CountedTargets;
import org.recurve.engine.data.FewerExamples;
import org.recurve.engine.data.RequirementCheck;
import org.recurve.engine.data.RetargetedData;
import org.recurve.engine.data.SameSizeExamples;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.data.TrainingData;
import org.recurve.engine.illustration.AugmentedPictures;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.TrainingSpec;

/**
 * A phase whose model is traced on its data.
 *
 * @param data what it learns from, its target as the data set has it
 * @param augmented the same, as training changes it
 * @param chunking what is read where nothing is changed
 * @param drawn the state that it has when nothing went before: drawn, or taken from another training
 */
public record TracedPhase(
        PhaseSpec phase,
        Data data,
        AugmentedData augmented,
        SequenceChunking chunking,
        Program program,
        ModelState drawn) {
    private static final String START = "start";

    /**
     * Traces a phase; what does not fit together ends in {@link InvalidSetting}, as does a named phase that trains nothing.
     *
     * @param init what parameters are drawn from
     */
    public static TracedPhase of(PhaseSpec phaseSpec, Data data, Stream init) {
        TrainingSpec trainingSpec = phaseSpec.training();
        Data own = phaseSpec
                .examples()
                .map(size -> FewerExamples.of(data, size, phaseSpec.path() + ".examples"))
                .orElse(data);
        AugmentedData augmented = AugmentedData.of(phaseSpec, own);
        SequenceChunking chunking = chunking(phaseSpec, augmented.unchanged());
        Batching.of(own, trainingSpec.batch(), trainingSpec.rhythm().bucket());
        Program program = trainingSpec.trace(
                phaseSpec.model(),
                phaseSpec.loss(),
                chunking.data().fields(),
                chunking.cut(),
                phaseSpec.towardsPart() ? phaseSpec.target() : Field.TARGET);
        SameSizeExamples.sizes(chunking.data()).forEach(program::ofSize);
        ModelState drawn = program.start(init);
        TracedPhase tracedPhase = new TracedPhase(
                phaseSpec,
                own,
                augmented,
                chunking,
                program,
                phaseSpec
                        .sources()
                        .initial()
                        .map(start -> start.into(drawn, program, START))
                        .orElse(drawn));
        tracedPhase.check(data);
        trainingSpec.check(tracedPhase.drawn().theta());
        return tracedPhase;
    }

    private static SequenceChunking chunking(PhaseSpec phase, Data own) {
        Data towards = phase.towardsPart() ? own : RetargetedData.field(own, phase.target(), phase.path() + ".target");
        return SequenceChunking.of(towards, phase.training().rhythm().truncate());
    }

    /**
     * Returns the training examples as an epoch reads them, counted as {@link #chunking} counts them.
     *
     * @param noise the seed of what changes them
     */
    Examples training(int epoch, long noise) {
        SequenceChunking read =
                augmented.isChanged() ? chunking(phase, augmented.in(epoch, Stream.of(noise))) : chunking;
        return read.data().split(Data.TRAIN);
    }

    /** Returns pictures of examples that are changed, as the phase's first epochs read them. */
    Map<String, Artifact> augmentedExamples(int first, long noise) {
        return AugmentedPictures.of(augmented, first, phase.training().epochs(), Stream.of(noise));
    }

    /** Returns all of them, in order; what one leaves must fit the next, and what is to be begun with must fit. */
    public static List<TracedPhase> all(List<PhaseSpec> specs, TrainingData data, Stream init) {
        List<TracedPhase> phases =
                specs.stream().map(phase -> of(phase, data.of(phase), init)).toList();
        List<ModelState> states = phases.stream().map(TracedPhase::drawn).toList();
        specs.getFirst().sources().initial().ifPresent(start -> start.check(states, START));
        for (TracedPhase traced : phases) {
            traced.phase.sources().start().ifPresent(start -> {
                start.check(List.of(traced.drawn), traced.phase.startPath());
                start.into(traced.drawn, traced.program, traced.phase.startPath());
            });
        }
        CarriedShapes.check(phases);
        return phases;
    }

    /** Returns those of a trial, whose parameters its seed draws. */
    public static List<TracedPhase> all(TrialJob job) {
        List<TracedPhase> phases = all(
                job.spec().phases(),
                job.training(),
                Stream.of(job.spec().draws().init()).in("init"));
        phases.forEach(phase -> phase.checkExamples(phase.dataset(job.spec().data())));
        return phases;
    }

    /**
     * Returns the name of the data set that it learns from.
     *
     * @param own the trial's own
     */
    public String dataset(Spec<Dataset<?>> own) {
        return phase.sources().data().orElse(own).id();
    }

    /**
     * Throws {@link InvalidSetting} for the first example that the model cannot be trained on.
     *
     * @param dataset its name, for the message
     */
    public void checkExamples(String dataset) {
        Set<FieldRequirement> requirements = program.demands().stream()
                .filter(requirement ->
                        !phase.towardsPart() || !requirement.field().equals(Field.TARGET))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        OptionalInt ignored = ignored(phase.loss());
        ClassFields.checkTargets(chunking.data(), dataset, ignored);
        RequirementCheck.check(requirements, chunking.data(), dataset, ignored);
        if (!phase.towardsPart()) {
            CountedTargets.check(chunking.data(), dataset, ignored);
        }
    }

    /** Returns the class index that a loss leaves out. */
    static OptionalInt ignored(Spec<Loss<?>> loss) {
        return called(() -> Loss.ignored(loss));
    }

    /** Returns whether a loss weighs targets rather than sequences. */
    static boolean weighsTargets(Spec<Loss<?>> loss) {
        return called(() -> Loss.weighsTargets(loss));
    }

    private static <T> T called(Supplier<T> call) {
        try {
            return call.get();
        } catch (PluginFailure failure) {
            throw failure.at("loss");
        }
    }

    private void check(Data data) {
        phase.until()
                .filter(until -> MetricName.parse(until.metric()).isOf(Data.VALIDATION)
                        && !data.splits().containsKey(Data.VALIDATION))
                .ifPresent(until -> {
                    throw new InvalidSetting(
                            "train.until",
                            "",
                            "it waits for " + until.metric()
                                    + ", but the data has no validation split; hold some examples out, or use a metric"
                                    + " of train");
                });
        if (!phase.name().isEmpty() && drawn.theta().segments().isEmpty()) {
            throw new InvalidSetting(
                    phase.path() + ".learn",
                    "",
                    "this phase trains nothing: of what it runs ("
                            + String.join(
                                    ", ",
                                    phase.model().parts().stream()
                                            .map(Part::name)
                                            .toList())
                            + ") nothing that learns has a parameter; name a part that has some, or remove the phase");
        }
        phase.patience().filter(_ -> phase.select().isEmpty()).ifPresent(_ -> {
            throw new IllegalStateException("a phase with patience says which epoch is the best");
        });
        phase.select()
                .filter(rule -> phase.patience().isPresent()
                        && MetricName.parse(rule.metric()).isOf(Data.VALIDATION)
                        && !data.splits().containsKey(Data.VALIDATION))
                .ifPresent(rule -> {
                    throw new InvalidSetting(
                            "train.patience",
                            "",
                            "it waits for a better " + rule.metric()
                                    + ", but the data has no validation split; hold some examples out, or remove"
                                    + " patience");
                });
    }

    /** Returns what the model predicts of every example, which metrics measure. */
    public Prediction prediction() {
        return prediction(program, chunking, phase.loss());
    }

    /** Returns what a model predicts of the examples of some data, where this loss is the last. */
    public static Prediction prediction(Program program, SequenceChunking chunking, Spec<Loss<?>> loss) {
        Field target = chunking.data().field(Field.TARGET);
        return new Prediction(ClassPlanes.shown(program.output(), target), target, called(() -> Loss.meaning(loss)));
    }

    /** Throws {@link InvalidSetting} if a metric cannot measure what the model predicts or records. */
    public void check(MeasureSpec measureSpec) {
        measureSpec.check(SplitMetric.prediction(program, measureSpec, prediction()));
    }

    /** Returns whether all batches of an epoch but the last are full, of examples that are whole and count alike. */
    boolean hasFullBatches() {
        return !chunking.cut() && SameSizeExamples.sizes(chunking.data()).isEmpty() && !program.weighsExamples();
    }

    /** Returns what sequences carry before their first chunk. */
    Vector unused() {
        return program.carried(phase.training().batch());
    }

    /** Finds the classes of the optimizer's memory. */
    ClassLoader plugins() {
        return phase.training().optimizer().plugin().getClass().getClassLoader();
    }

    /** Returns the state that the phase begins with behind others. */
    ModelState start(PhaseWeights weights) {
        ModelState state = weights.into(drawn, phase::carries);
        return phase.sources()
                .start()
                .map(start -> start.into(state, program, phase.startPath()))
                .orElse(state);
    }
}
