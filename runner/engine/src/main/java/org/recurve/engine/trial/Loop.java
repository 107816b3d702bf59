package org.recurve.engine.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.Batch;
import org.recurve.compute.Program;
import org.recurve.compute.Session;
import org.recurve.compute.State;
import org.recurve.engine.bus.Events;
import org.recurve.engine.data.Batches;
import org.recurve.engine.data.Chunking;
import org.recurve.engine.data.Groups;
import org.recurve.engine.data.Order;
import org.recurve.engine.data.Turn;
import org.recurve.engine.spec.Measure;
import org.recurve.engine.spec.Phase;
import org.recurve.engine.spec.Training;
import org.recurve.engine.trial.Learner.Outcome.Moved;
import org.recurve.engine.trial.Learner.Outcome.NotFinite;

/** A phase, epoch after epoch, step after step: batches in, events out. Both are counted from 1, over all phases. For one thread. */
final class Loop {
    private static final String ADVICE = ". A smaller learning rate or a clipper often helps.";

    private final Job job;
    private final Phase phase;
    private final Passed passed;
    private final Training training;
    private final Program program;
    private final Events events;
    private final BooleanSupplier stop;
    private final InstantSource clock;
    private final Examples examples;
    private final Chunking chunking;
    private final Batches batches;
    private final Groups groups;
    private final EpochMean mean;
    private final Evaluator evaluator;
    private final State start;
    private final Optional<GradientFlow> flow;
    private final Learner learner;
    private final Checkpoints checkpoints;
    private final CheckpointWriter writer;
    private Position position;
    private long savedStep;
    private Instant saved;
    private String digest = "";
    private Optional<Selected> selected = Optional.empty();

    Loop(
            Job job,
            Prepared prepared,
            Passed passed,
            Session session,
            Events events,
            Checkpoints checkpoints,
            CheckpointWriter writer,
            BooleanSupplier stop,
            InstantSource clock) {
        this.job = job;
        this.phase = prepared.phase();
        this.passed = passed;
        this.training = phase.training();
        this.chunking = prepared.chunking();
        this.program = prepared.program();
        this.events = events;
        this.checkpoints = checkpoints;
        this.writer = writer;
        this.stop = stop;
        this.clock = clock;
        this.saved = clock.instant();
        this.position = passed.position();
        this.savedStep = position.step();
        this.examples = Requirements.split(job.data(), Data.TRAIN, "training");
        this.batches = new Batches(chunking, training.batch());
        this.mean = new EpochMean(chunking, training.batch());
        this.groups = Groups.of(job.data(), training.batch(), training.rhythm().bucket());
        Vector unused = prepared.unused();
        List<Measure> measures = last() ? job.spec().measures() : List.of();
        this.evaluator = new Evaluator(chunking, measures, prepared.phase().loss(), session, batches, unused);
        this.start = prepared.start(passed.knowledge());
        this.learner = new Learner(training, session, start, unused);
        this.flow = last() ? GradientFlow.of(job.spec(), chunking) : Optional.empty();
    }

    /** Only the last phase's model is what the trial is asked about; of others the losses are known. */
    private boolean last() {
        return passed.phases() == job.spec().phases().size() - 1;
    }

    /** Goes on from where a checkpoint was, if its digest is still that of what it holds. */
    void resume(Course course) {
        learner.moveTo(course.state(), course.memory(), course.carried());
        if (!learner.digest().equals(course.digest())) {
            throw new IllegalStateException("the checkpoint's state has the digest " + learner.digest()
                    + ", but was written with " + course.digest() + "; move the trial's folder away to begin anew");
        }
        position = course.position();
        savedStep = position.step();
        selected = course.selected();
        digest = course.digest();
    }

    /** Trains to the phase's end; how the trial ended, if it ended before. */
    Optional<Ending> train() {
        while (position.epoch() <= epochs() && !exhausted()) {
            Optional<Ending> early = epoch(position.epoch());
            if (early.isPresent()) {
                return early;
            }
            position = position.nextEpoch();
        }
        return Optional.empty();
    }

    /** What the phase leaves to the next one. */
    Passed passed() {
        Selected best = selected.orElseThrow();
        return passed.and(position, new Selected(best.epoch(), qualified(best.metrics()), best.state()));
    }

    private int epochs() {
        return passed.epochs() + training.epochs();
    }

    /** Whether so many epochs brought nothing better that the phase ends early. */
    private boolean exhausted() {
        return phase.patience()
                .flatMap(patience -> selected.map(best -> position.epoch() - 1 - best.epoch() >= patience))
                .orElse(false);
    }

    private Optional<Ending> epoch(int epoch) {
        Instant start = clock.instant();
        int size = training.rhythm().epochSize(examples.size());
        List<int[]> order = Order.of(job.spec().draws().order()).epoch(epoch, examples.size(), size, groups);
        List<Turn> turns = chunking.turns(Data.TRAIN, order);
        return steps(epoch, turns).or(() -> measure(epoch, turns, start));
    }

    private Optional<Ending> steps(int epoch, List<Turn> turns) {
        while (position.batch() < turns.size()) {
            if (stop.getAsBoolean()) {
                return Optional.of(interrupted(epoch));
            }
            writer.look();
            if (job.spec().checkpoint().due(position.step(), savedStep, Duration.between(saved, clock.instant()))) {
                checkpoint();
            }
            Turn turn = turns.get(position.batch());
            if (turn.begins()) {
                learner.forget();
            }
            Batch batch = batches.training(turn, position.step() + 1, learner.carried());
            Optional<Ending> diverged = step(batch, turn, epoch, turns.size());
            if (diverged.isPresent()) {
                return diverged;
            }
        }
        return Optional.empty();
    }

    private Optional<Ending> step(Batch batch, Turn turn, int epoch, int stepsPerEpoch) {
        Progress progress = new Progress(
                position.step() - passed.steps(),
                epoch - 1 - passed.epochs(),
                stepsPerEpoch,
                training.epochs(),
                position.losses());
        return switch (learner.step(batch, progress)) {
            case Moved moved -> {
                float loss = (float) moved.loss();
                position = position.after(mean.term(turn, loss, learner.losses(), learner.weights()));
                events.publish(new StepDone(
                        job.identity(),
                        position.step(),
                        epoch,
                        batch.examples(),
                        loss,
                        moved.gradientNorm(),
                        moved.watched()));
                yield Optional.empty();
            }
            case NotFinite broken -> Optional.of(diverged(broken, epoch));
        };
    }

    private Optional<Ending> measure(int epoch, List<Turn> turns, Instant start) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (evaluator.measures(Data.TRAIN)) {
            metrics.putAll(evaluator.measure(learner.state(), Data.TRAIN));
        }
        // The loss that training saw, step by step, and not that of one more pass.
        double trained = position.epochMean();
        metrics.put(Measure.loss(Data.TRAIN).qualified(), trained);
        metrics.putAll(evaluator.measure(learner.state(), Data.VALIDATION));
        flow.ifPresent(f -> metrics.putAll(f.metrics(learner.state())));
        String heldOut = Measure.loss(Data.VALIDATION).qualified();
        position = position.judged(metrics.getOrDefault(heldOut, trained));
        Selected candidate = new Selected(epoch, metrics, learner.state());
        selected =
                Optional.of(selected.map(s -> s.or(candidate, phase.select())).orElse(candidate));
        learner.forget();
        digest = learner.digest();
        Duration measured = Elapsed.between(start, clock.instant());
        events.publish(new EpochDone(job.identity(), epoch, position.step(), qualified(metrics), digest, measured));
        // The last step of all has no step behind it that would notice; any other has, and it can name the operation.
        return Optional.ofNullable(metrics.get(heldOut))
                .filter(value -> epoch == epochs() && !Double.isFinite(value))
                .map(value -> heldOut + " is " + value + " after epoch " + epoch + " (step " + position.step() + ")")
                .map(reason -> Ending.early(Status.DIVERGED, reason + ADVICE, selected, digest));
    }

    /** The names of an earlier phase's metrics begin with its own: they are measured on another model. */
    private Map<String, Double> qualified(Map<String, Double> metrics) {
        Map<String, Double> qualified = new LinkedHashMap<>();
        metrics.forEach((name, value) -> qualified.put(last() ? name : phase.name() + "." + name, value));
        return qualified;
    }

    /** The only place where the test split is read. */
    Ending finish() {
        Selected best = selected.orElseThrow();
        Knowledge learnt = passed.knowledge().with(best.state());
        checkpoints.finished(job.identity(), learnt.parameters(), learnt.buffers());
        record(best.state());
        flow.ifPresent(f -> {
            show(f.pictures(start, "before training"), "before");
            show(f.pictures(best.state(), "after epoch " + best.epoch()), "after");
        });
        job.spec().sample().ifPresent(sampling -> {
            Artifact text = Writer.write(sampling, job.spec(), job.data(), best.state());
            events.publish(new Recorded(job.identity(), "sample", position.step(), text));
        });
        Map<String, Double> further = new LinkedHashMap<>(passed.metrics());
        Optional<Answers> validated = evaluator.answers(program.output(), Data.VALIDATION);
        if (validated.isPresent()) {
            evaluator.measure(best.state(), Data.VALIDATION, validated);
        }
        Optional<Answers> tested = evaluator.answers(program.output(), Data.TEST);
        further.putAll(evaluator.measure(best.state(), Data.TEST, tested));
        Stream.of(validated, tested).flatMap(Optional::stream).forEach(answers -> publish(answers.artifacts()));
        return new Ending(Status.FINISHED, "", selected, further, digest);
    }

    private void show(Map<String, ? extends Artifact> pictures, String when) {
        pictures.forEach((part, picture) -> events.publish(
                new Recorded(job.identity(), "gradient-norm-" + part + "-" + when, position.step(), picture)));
    }

    private void record(State state) {
        Map<String, Artifact> pictures = new LinkedHashMap<>();
        List<Circuit> circuits = program.circuits();
        for (int i = 0; i < circuits.size(); i++) {
            pictures.put(circuits.size() > 1 ? "recurrence " + (i + 1) : "recurrence", circuits.get(i));
        }
        Kernels.of(program, state).ifPresent(grid -> pictures.put("kernels", grid));
        int examples = Inside.examples(program, chunking);
        if (examples > 0) {
            pictures.putAll(Inside.pictures(program, chunking, evaluator.layers(state, Data.TRAIN, examples)));
        }
        publish(pictures);
    }

    private void publish(Map<String, Artifact> artifacts) {
        artifacts.forEach(
                (name, artifact) -> events.publish(new Recorded(job.identity(), name, position.step(), artifact)));
    }

    private Ending interrupted(int epoch) {
        checkpoint();
        writer.finish();
        String reason = "interrupted in epoch " + epoch + " after step " + position.step()
                + "; run the study again to finish it";
        return Ending.early(Status.INTERRUPTED, reason, selected, learner.digest());
    }

    private void checkpoint() {
        Position here = position;
        State state = learner.state();
        Record memory = learner.memory();
        Vector carried = learner.carried();
        Optional<Selected> best = selected;
        writer.begin(
                () -> Course.at(passed, here, state, memory, carried, best),
                job.spec().checkpoint().keep());
        savedStep = position.step();
        saved = clock.instant();
    }

    private Ending diverged(NotFinite broken, int epoch) {
        String where = broken.operation()
                .map(operation -> "; the first operation whose result is not finite: " + operation)
                .orElse("; every operation by itself is finite, so it arose in the sum of all");
        return Ending.early(
                Status.DIVERGED,
                broken.what() + " at step " + (position.step() + 1) + " (epoch " + epoch + ")" + where + ADVICE,
                selected,
                learner.digest());
    }
}
