package org.recurve.engine.training;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Recorded;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.measure.MetricName;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.engine.artifacts.AnswerRecorder;
import org.recurve.engine.artifacts.GradientFlow;
import org.recurve.engine.artifacts.KernelImages;
import org.recurve.engine.artifacts.WrittenSequences;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.BatchIndices;
import org.recurve.engine.data.BatchReader;
import org.recurve.engine.data.Batching;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.data.ShuffleOrder;
import org.recurve.engine.diagnosis.LayerInspection;
import org.recurve.engine.illustration.Illustrations;
import org.recurve.engine.illustration.RecordedPictures;
import org.recurve.engine.sampling.TextSampler;
import org.recurve.engine.spec.KeptWeights;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.training.ModelLearner.StepOutcome.StepNotFinite;
import org.recurve.engine.training.ModelLearner.StepOutcome.StepTaken;

/** A phase, epoch after epoch, step after step: batches in, events out. Both are counted from 1, over all phases. For one thread. */
final class TrainingLoop {
    private static final String ADVICE = ". A smaller learning rate or a clipper often helps.";

    private final TrialJob job;
    private final TracedPhase tracedPhase;
    private final PhaseSpec phaseSpec;
    private final CompletedPhases completedPhases;
    private final TrainingSpec trainingSpec;
    private final Program program;
    private final EventSink sink;
    private final BooleanSupplier stop;
    private final InstantSource clock;
    private final Examples examples;
    private final SequenceChunking chunking;
    private final BatchReader reader;
    private final Batching batching;
    private final EpochMean mean;
    private final SplitEvaluator evaluator;
    private final ModelState start;
    private final Optional<GradientFlow> flow;
    private final ModelLearner learner;
    private final TrialCheckpoints checkpoints;
    private final CheckpointWriter writer;
    private TrainingPosition position;
    private long savedStep;
    private Instant saved;
    private String digest = "";
    private Optional<SelectedEpoch> selected = Optional.empty();
    /** Why the phase ended early, if a condition did. No checkpoint is written between the epoch that meets it and the end. */
    private String reached = "";

    TrainingLoop(
            TrialJob job,
            TracedPhase tracedPhase,
            CompletedPhases completedPhases,
            Session session,
            EventSink sink,
            TrialCheckpoints checkpoints,
            CheckpointWriter writer,
            BooleanSupplier stop,
            InstantSource clock) {
        this.job = job;
        this.tracedPhase = tracedPhase;
        this.phaseSpec = tracedPhase.phase();
        this.completedPhases = completedPhases;
        this.trainingSpec = phaseSpec.training();
        this.chunking = tracedPhase.chunking();
        this.program = tracedPhase.program();
        this.sink = sink;
        this.checkpoints = checkpoints;
        this.writer = writer;
        this.stop = stop;
        this.clock = clock;
        this.saved = clock.instant();
        this.position = completedPhases.position();
        this.savedStep = position.step();
        this.examples = DataRequirements.split(tracedPhase.data(), Data.TRAIN, "training");
        this.reader = new BatchReader(chunking, trainingSpec.batch());
        this.mean = new EpochMean(
                chunking,
                trainingSpec.batch(),
                TracedPhase.weighsTargets(tracedPhase.phase().loss()));
        this.batching = Batching.of(
                tracedPhase.data(), trainingSpec.batch(), trainingSpec.rhythm().bucket());
        Vector unused = tracedPhase.unused();
        List<MeasureSpec> specs = last() ? job.spec().measures() : List.of();
        this.evaluator = new SplitEvaluator(chunking, specs, tracedPhase.phase().loss(), session, reader, unused);
        this.start = tracedPhase.start(completedPhases.knowledge());
        this.learner = new ModelLearner(trainingSpec, session, start, unused);
        this.flow = last() ? GradientFlow.of(job.spec(), chunking) : Optional.empty();
    }

    /** Only the last phase's model is what the trial is asked about; of others the losses are known. */
    private boolean last() {
        return completedPhases.phases() == job.spec().phases().size() - 1;
    }

    /** Goes on from where a checkpoint was, if its digest is still that of what it holds. */
    void resume(TrainingState trainingState) {
        learner.moveTo(trainingState.state(), trainingState.memory(), trainingState.carried());
        if (!learner.digest().equals(trainingState.digest())) {
            throw new IllegalStateException(
                    "the checkpoint's state has the digest " + learner.digest() + ", but was written with "
                            + trainingState.digest() + "; move the trial's folder away to start over");
        }
        position = trainingState.position();
        savedStep = position.step();
        selected = trainingState.selected();
        digest = trainingState.digest();
    }

    /** Trains to the phase's end; how the trial ended, if it ended before. */
    Optional<TrialOutcome> train() {
        while (position.epoch() <= epochs() && !exhausted() && reached.isEmpty()) {
            Optional<TrialOutcome> early = epoch(position.epoch());
            if (early.isPresent()) {
                return early;
            }
            position = position.nextEpoch();
        }
        return Optional.empty();
    }

    /** Returns what the phase leaves to the next one. */
    CompletedPhases passed() {
        SelectedEpoch best = selected.orElseThrow();
        publish(Illustrations.ofEarlierPhase(
                phaseSpec, program, chunking.data(), input -> evaluator.layers(best.state(), Data.TRAIN, input)));
        return completedPhases.and(position, new SelectedEpoch(best.epoch(), qualified(best.metrics()), best.state()));
    }

    private int epochs() {
        return completedPhases.epochs() + trainingSpec.epochs();
    }

    /** Returns whether so many epochs brought nothing better that the phase ends early. */
    private boolean exhausted() {
        return phaseSpec
                .patience()
                .flatMap(patience -> selected.map(best -> position.epoch() - 1 - best.epoch() >= patience))
                .orElse(false);
    }

    private Optional<TrialOutcome> epoch(int epoch) {
        Instant start = clock.instant();
        int size = trainingSpec.rhythm().epochSize(examples.size());
        List<int[]> order = ShuffleOrder.of(job.spec().draws().order()).epoch(epoch, examples.size(), size, batching);
        List<BatchIndices> indiceses = chunking.turns(Data.TRAIN, order);
        return steps(epoch, indiceses).or(() -> measure(epoch, indiceses, start));
    }

    private Optional<TrialOutcome> steps(int epoch, List<BatchIndices> indiceses) {
        Examples read = tracedPhase.training(epoch, job.spec().draws().noise());
        while (position.batch() < indiceses.size()) {
            if (stop.getAsBoolean()) {
                return Optional.of(interrupted(epoch));
            }
            writer.look();
            if (job.spec().checkpoint().due(position.step(), savedStep, Duration.between(saved, clock.instant()))) {
                checkpoint();
            }
            BatchIndices indices = indiceses.get(position.batch());
            if (indices.begins()) {
                learner.forget();
            }
            Batch batch = reader.training(read, indices, position.step() + 1, learner.carried());
            Optional<TrialOutcome> diverged = step(batch, indices, epoch, indiceses.size());
            if (diverged.isPresent()) {
                return diverged;
            }
        }
        return Optional.empty();
    }

    private Optional<TrialOutcome> step(Batch batch, BatchIndices indices, int epoch, int stepsPerEpoch) {
        Progress progress = new Progress(
                position.step() - completedPhases.steps(),
                epoch - 1 - completedPhases.epochs(),
                stepsPerEpoch,
                trainingSpec.epochs(),
                position.losses());
        return switch (learner.step(batch, progress)) {
            case StepTaken taken -> {
                float loss = (float) taken.loss();
                position = position.after(mean.term(indices, loss, learner.losses(), learner.weights()));
                sink.publish(new StepDone(
                        job.identity(),
                        position.step(),
                        epoch,
                        batch.examples(),
                        loss,
                        taken.gradientNorm(),
                        taken.watched()));
                yield Optional.empty();
            }
            case StepNotFinite broken -> Optional.of(diverged(broken, epoch));
        };
    }

    private Optional<TrialOutcome> measure(int epoch, List<BatchIndices> indiceses, Instant start) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (evaluator.measures(Data.TRAIN)) {
            metrics.putAll(evaluator.measure(learner.state(), Data.TRAIN));
        }
        // The loss that training saw, step by step, and not that of one more pass.
        double trained = position.epochMean();
        metrics.put(MeasureSpec.loss(Data.TRAIN).qualified(), trained);
        metrics.putAll(evaluator.measure(learner.state(), Data.VALIDATION));
        flow.ifPresent(f -> metrics.putAll(f.metrics(learner.state())));
        String heldOut = MeasureSpec.loss(Data.VALIDATION).qualified();
        position = position.judged(metrics.getOrDefault(heldOut, trained));
        SelectedEpoch candidate = new SelectedEpoch(epoch, metrics, learner.state());
        selected = Optional.of(
                selected.map(s -> s.or(candidate, phaseSpec.select())).orElse(candidate));
        phaseSpec
                .until()
                .filter(until -> until.holds(metrics))
                .ifPresent(until -> reached = until.plain() + " after epoch " + epoch);
        learner.forget();
        digest = learner.digest();
        Duration measured = ElapsedTime.between(start, clock.instant());
        sink.publish(new EpochDone(job.identity(), epoch, position.step(), qualified(metrics), digest, measured));
        // The last step of all has no step behind it that would notice; any other has, and it can name the operation.
        return Optional.ofNullable(metrics.get(heldOut))
                .filter(value -> epoch == epochs() && !Double.isFinite(value))
                .map(value -> heldOut + " is " + value + " after epoch " + epoch + " (step " + position.step() + ")")
                .map(reason -> TrialOutcome.early(Status.DIVERGED, reason + ADVICE, selected, digest));
    }

    /** Returns metrics under their full names: those of an earlier phase begin with its name, since they are measured on another model. */
    private Map<String, Double> qualified(Map<String, Double> metrics) {
        Map<String, Double> qualified = new LinkedHashMap<>();
        metrics.forEach((name, value) -> qualified.put(
                last() ? name : MetricName.parse(name).in(phaseSpec.name()).toString(), value));
        return qualified;
    }

    /** Returns the only place where the test split is read. */
    TrialOutcome finish() {
        SelectedEpoch best = selected.orElseThrow();
        PhaseWeights learnt = completedPhases.knowledge().with(best.state());
        if (job.spec().weights() == KeptWeights.RESUMABLE && position.step() > savedStep) {
            checkpoint();
            writer.finish();
        }
        if (job.spec().weights() != KeptWeights.NONE) {
            PhaseRunner.keep(
                    job,
                    checkpoints,
                    new LearntState(learnt.parameters(), learnt.buffers(), best.epoch(), digest, job.data()));
        }
        record(best.state());
        flow.ifPresent(f -> {
            show(f.pictures(start, "before training"), "before");
            show(f.pictures(best.state(), "after epoch " + best.epoch()), "after");
            f.byDepth(start, best.state(), "after epoch " + best.epoch())
                    .ifPresent(matrix -> publish(Map.of("gradient-norms-by-layer", matrix)));
        });
        job.spec().sample().ifPresent(samplingSpec -> {
            Artifact text = TextSampler.write(samplingSpec, job.spec(), job.data(), best.state());
            sink.publish(new Recorded(job.identity(), "sample", position.step(), text));
        });
        Map<String, Double> further = new LinkedHashMap<>(completedPhases.metrics());
        Optional<AnswerRecorder> validated = evaluator.answers(program.output(), Data.VALIDATION);
        if (validated.isPresent()) {
            evaluator.measure(best.state(), Data.VALIDATION, validated);
        }
        Optional<AnswerRecorder> tested = evaluator.answers(program.output(), Data.TEST);
        further.putAll(evaluator.measure(best.state(), Data.TEST, tested));
        written(best.state());
        Stream.of(validated, tested).flatMap(Optional::stream).forEach(answers -> publish(answers.artifacts()));
        return new TrialOutcome(Status.FINISHED, reached, selected, further, digest);
    }

    /** Shows what the model writes, if it writes. */
    private void written(ModelState state) {
        Optional<WrittenSequences> written =
                program.recorded().isEmpty() ? Optional.empty() : WrittenSequences.of(chunking.data(), Data.VALIDATION);
        written.ifPresent(sequences -> {
            int[] shown = sequences.examples(trainingSpec.batch());
            publish(sequences.artifacts(
                    evaluator.recorded(state, Data.VALIDATION, BatchIndices.whole(shown)), shown.length));
        });
    }

    private void show(Map<String, ? extends Artifact> pictures, String when) {
        pictures.forEach((part, picture) -> sink.publish(
                new Recorded(job.identity(), "gradient-norm-" + part + "-" + when, position.step(), picture)));
    }

    private void record(ModelState state) {
        Map<String, Artifact> pictures = new LinkedHashMap<>();
        List<Circuit> circuits = program.circuits();
        for (int i = 0; i < circuits.size(); i++) {
            pictures.put(circuits.size() > 1 ? "recurrence " + (i + 1) : "recurrence", circuits.get(i));
        }
        Program.unfolded(
                        phaseSpec.model(),
                        phaseSpec.loss(),
                        chunking.data().fields(),
                        chunking.cut(),
                        phaseSpec.target())
                .ifPresent(net -> pictures.put("net", net));
        KernelImages.of(program, state).ifPresent(grid -> pictures.put("kernels", grid));
        pictures.putAll(tracedPhase.augmentedExamples(
                completedPhases.epochs() + 1, job.spec().draws().noise()));
        int examples = LayerInspection.examples(program, chunking);
        if (examples > 0) {
            pictures.putAll(LayerInspection.pictures(program, chunking, evaluator.layers(state, Data.TRAIN, examples)));
        }
        pictures.putAll(
                Illustrations.of(program, state, chunking.data(), input -> evaluator.layers(state, Data.TRAIN, input)));
        publish(pictures);
        if (!program.recorded().isEmpty()) {
            Map<String, float[]> recorded =
                    new TreeMap<>(evaluator.recorded(state, Data.TRAIN, BatchIndices.whole(new int[] {0})));
            WrittenSequences.of(chunking.data(), Data.TRAIN)
                    .ifPresent(written -> recorded.values().removeIf(written::areSymbols));
            publish(RecordedPictures.of(recorded, program.recorded()));
        }
        int count = Math.min(trainingSpec.batch(), chunking.sequences(Data.TRAIN));
        Batch first = new BatchReader(chunking, count)
                .training(chunking.pass(Data.TRAIN, count).getFirst(), 1, program.carried(count));
        publish(learner.alongGradient(start, first, new Progress(0, 0, 1, trainingSpec.epochs(), List.of())));
    }

    private void publish(Map<String, Artifact> artifacts) {
        artifacts.forEach(
                (name, artifact) -> sink.publish(new Recorded(job.identity(), name, position.step(), artifact)));
    }

    private TrialOutcome interrupted(int epoch) {
        checkpoint();
        writer.finish();
        String reason = "interrupted in epoch " + epoch + " after step " + position.step()
                + "; run the study again to finish it";
        return TrialOutcome.early(Status.INTERRUPTED, reason, selected, learner.digest());
    }

    private void checkpoint() {
        TrainingPosition here = position;
        ModelState state = learner.state();
        Record memory = learner.memory();
        Vector carried = learner.carried();
        Optional<SelectedEpoch> best = selected;
        writer.begin(
                () -> TrainingState.at(completedPhases, here, state, memory, carried, best),
                job.spec().checkpoint().keep());
        savedStep = position.step();
        saved = clock.instant();
    }

    private TrialOutcome diverged(StepNotFinite broken, int epoch) {
        String where = broken.operation()
                .map(operation -> "; the first operation whose result is not finite: " + operation)
                .orElse("; every operation by itself is finite, so it arose in the sum of all");
        return TrialOutcome.early(
                Status.DIVERGED,
                broken.what() + " at step " + (position.step() + 1) + " (epoch " + epoch + ")" + where + ADVICE,
                selected,
                learner.digest());
    }
}
