package org.recurve.engine.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.Program;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.data.ShuffleOrder;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.ParameterGroups;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.toys.Descent;
import org.recurve.engine.toys.Leaky;
import org.recurve.engine.toys.SquaredError;
import org.recurve.engine.toys.Toys;
import org.recurve.engine.toys.Walks;

/** Sequences cut into chunks, the state carried from one to the next. */
class TruncationTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private Walks.Config walks = new Walks.Config(11, 10, 3);
    private double rate = 0.05;
    private int batch = 4;
    private int threads = 1;
    private Loss<NoConfig> loss = new SquaredError();

    /** {@code 1/n Σ (y − t)²} over the {@code n} true steps. */
    @Plugin(id = "mean-over-steps", summary = "the mean of (y - t)^2 over steps")
    private static final class MeanOverSteps implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            int steps = target.shape().size();
            float[] ascending = new float[steps];
            for (int i = 0; i < steps; i++) {
                ascending[i] = i;
            }
            Value length = scope.field(Field.LENGTH).orElseThrow();
            return length.greaterThan(scope.constant(ascending, steps))
                    .choose(output.flatten().minus(target.flatten()).square(), scope.zeros(steps))
                    .sum()
                    .dividedBy(length);
        }
    }

    private TrialSpec spec(TrainingSpec.BatchingSpec batchingSpec) {
        TrainingSpec trainingSpec = new TrainingSpec(
                new Spec<>(new Descent(), new Descent.Config(rate, 0)),
                List.of(),
                List.of(),
                ParameterGroups.NONE,
                List.of(),
                batchingSpec,
                2,
                batch,
                Map.of());
        return new TrialSpec(
                "baseline",
                "",
                1,
                new Spec<>(new Walks(), walks),
                Toys.layers(Toys.part("leaky1", new Leaky(), new NoConfig())),
                new Spec<>(loss, new NoConfig()),
                trainingSpec,
                List.of(),
                Optional.empty(),
                threads,
                "");
    }

    private static TrainingSpec.BatchingSpec truncate(int steps) {
        return new TrainingSpec.BatchingSpec(Optional.of(steps), Optional.empty(), Optional.empty());
    }

    private List<Event> course(TrainingSpec.BatchingSpec batchingSpec) {
        List<Event> course = new ArrayList<>();
        assertEquals(
                Status.FINISHED,
                run(spec(batchingSpec), TrialCheckpoints.NONE, 1000, course).status());
        return course;
    }

    private static TrialEnded run(TrialSpec spec, TrialCheckpoints checkpoints, int steps, List<Event> course) {
        int[] taken = new int[1];
        EventSink sink = event -> {
            taken[0] += event instanceof StepDone ? 1 : 0;
            if (event instanceof StepDone || event instanceof EpochDone) {
                course.add(event);
            }
        };
        Data data = new DataPool(source -> Path.of("none")).open(spec.data());
        RunPlatform here = new RunPlatform("0.1", 1, Map.of(), RunPlatform::builtIn);
        TrialJob job = new TrialJob("sha256:" + spec.title(), "walks", spec, data, here.provenance(spec, data));
        return new TrialRunner(sink, checkpoints, () -> taken[0] >= steps, CLOCK).run(job);
    }

    private static List<StepDone> steps(List<Event> course) {
        return course.stream()
                .filter(StepDone.class::isInstance)
                .map(StepDone.class::cast)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 1000})
    void aChunkThatCoversTheSequenceIsFullBackPropagation(int truncate) {
        assertEquals(steps(course(TrainingSpec.BatchingSpec.WHOLE)), steps(course(truncate(truncate))));
    }

    /**
     * One sequence: within a chunk the derivative of {@code h(t) = w h(t−1) + x(t)} is
     * {@code h'(t) = h(t−1) + w h'(t−1)} with {@code h' = 0} at the chunk's start, where {@code h} goes on.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 7})
    void theGradientEndsWhereAChunkBeginsAndTheStateDoesNot(int truncate) {
        walks = new Walks.Config(1, 10, 10);
        List<StepDone> steps = steps(course(truncate(truncate)));
        int perEpoch = Math.ceilDiv(10, truncate);
        assertEquals(2 * perEpoch, steps.size());
        double w = firstWeight(spec(truncate(truncate)));
        double h = 0;
        for (StepDone step : steps) {
            int from = (int) (step.step() - 1) % perEpoch * truncate;
            h = from == 0 ? 0 : h;
            double slope = 0;
            double loss = 0;
            double gradient = 0;
            for (int t = from; t < Math.min(10, from + truncate); t++) {
                slope = h + w * slope;
                h = w * h + Walks.at(0, t);
                double error = h - (t == 0 ? 0 : Walks.at(0, t - 1) / 2);
                loss += error * error;
                gradient += 2 * error * slope;
            }
            assertEquals(loss, step.loss(), 1e-5 * (1 + loss), step.toString());
            assertEquals(Math.abs(gradient), step.gradientNorm(), 1e-5 * (1 + Math.abs(gradient)), step.toString());
            w -= rate * gradient;
        }
    }

    private static double firstWeight(TrialSpec spec) {
        Data data = new DataPool(source -> Path.of("none")).open(spec.data());
        Program program = Program.trace(spec.last().model(), spec.last().loss(), data.fields());
        return program.start(Stream.of(spec.seed()).in("init")).theta().toArray()[0];
    }

    /** Chunks of 3 of lengths 3 to 10: sequences leave their batch as they end, and the others go on. */
    @Test
    void aSequenceThatEndsLeavesTheOthers() {
        List<StepDone> steps = steps(course(truncate(3)));
        int[] lengths = new int[11];
        Arrays.setAll(lengths, i -> Walks.length(walks, i));
        int[] order = ShuffleOrder.of(1).epoch(1, 11);
        List<Integer> expected = new ArrayList<>();
        for (int from = 0; from < 11; from += batch) {
            for (int chunk = 0; chunk < 4; chunk++) {
                int begin = 3 * chunk;
                int left = (int) IntStream.range(from, Math.min(11, from + batch))
                        .filter(i -> lengths[order[i]] > begin)
                        .count();
                if (left > 0) {
                    expected.add(left);
                }
            }
        }
        assertEquals(
                expected,
                steps.stream()
                        .filter(step -> step.epoch() == 1)
                        .map(StepDone::examples)
                        .toList());
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        List<Event> one = course(truncate(3));
        threads = 3;
        assertEquals(one, course(truncate(3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 11, 14})
    void whatIsCarriedOutlivesAStop(int stop) {
        Map<String, byte[]> left = new HashMap<>();
        TrialCheckpoints checkpoints = new TrialCheckpoints() {
            @Override
            public Optional<byte[]> latest(String trial) {
                return Optional.ofNullable(left.get(trial));
            }

            @Override
            public SavedMoment now(String trial) {
                return (step, epoch, digest, content, keep) -> {
                    left.put(trial, content);
                    return new Checkpointed(trial, step, epoch, "memory", digest);
                };
            }
        };
        List<Event> course = new ArrayList<>();
        TrialSpec spec = spec(truncate(3));
        TrialEnded first = run(spec, checkpoints, stop, course);
        assertEquals(Status.INTERRUPTED, first.status());
        assertEquals(Status.FINISHED, run(spec, checkpoints, 1000, course).status());
        assertEquals(course(truncate(3)), course);
    }

    /**
     * Sequences of 3 to 10 steps whose losses are means over their steps. Where no parameter moves, the training's loss is that
     * of whole sequences, however they are cut and put together.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7, 11})
    void theTrainingLossOfAModelThatStandsStillIsThatOfWholeSequences(int size) {
        rate = 0;
        loss = new MeanOverSteps();
        double whole = trained(course(TrainingSpec.BatchingSpec.WHOLE));
        batch = size;
        for (int truncate : new int[] {1, 3, 4, 1000}) {
            assertEquals(whole, trained(course(truncate(truncate))), 1e-6 * whole);
        }
    }

    /** The same, each step of a batch counting alike. */
    @Plugin(id = "mean-over-tokens", summary = "the mean of (y - t)^2 over all steps of a batch")
    private static final class MeanOverTokens implements Loss<NoConfig> {
        @Override
        public boolean weighsTargets(NoConfig config) {
            return true;
        }

        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            scope.weigh(scope.field(Field.LENGTH).orElseThrow());
            return new MeanOverSteps().loss(config, scope, output, target);
        }
    }

    /** {@code Σ (h − t)² / Σ length} in double, however sequences of 3 to 10 steps are cut and put together. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7, 11})
    void aLossOverTokensIsTheMeanOverAllTrueStepsOfASplit(int size) {
        rate = 0;
        loss = new MeanOverTokens();
        batch = size;
        double w = firstWeight(spec(truncate(3)));
        for (TrainingSpec.BatchingSpec each : List.of(
                TrainingSpec.BatchingSpec.WHOLE, truncate(1), truncate(3), truncate(4), truncate(7), truncate(1000))) {
            EpochDone last = (EpochDone) course(each).getLast();
            assertEquals(overTokens(w, 0), last.metrics().get("train.loss"), 1e-6);
            assertEquals(overTokens(w, 1000), last.metrics().get("validation.loss"), 1e-6);
        }
    }

    private double overTokens(double w, int firstId) {
        double sum = 0;
        int steps = 0;
        for (int i = 0; i < walks.sequences(); i++) {
            double h = 0;
            for (int t = 0; t < Walks.length(walks, i); t++) {
                h = w * h + Walks.at(firstId + i, t);
                double error = h - (t == 0 ? 0 : Walks.at(firstId + i, t - 1) / 2);
                sum += error * error;
                steps++;
            }
        }
        return sum / steps;
    }

    private static double trained(List<Event> course) {
        EpochDone last = (EpochDone) course.getLast();
        return last.metrics().get("train.loss");
    }

    /** With a rate of 0 nothing but what is carried tells a trial that stops within a sequence from one that stops between two. */
    @Test
    void whatIsCarriedIsPartOfTheDigest() {
        walks = new Walks.Config(2, 10, 10);
        rate = 0;
        batch = 1;
        List<String> digests = new ArrayList<>();
        for (int stop = 1; stop <= 4; stop++) {
            digests.add(run(spec(truncate(5)), TrialCheckpoints.NONE, stop, new ArrayList<>())
                    .digest());
        }
        assertEquals(4, Set.copyOf(digests).size(), digests.toString());
    }

    @Test
    void aTargetOfTheWholeSequenceIsRefused() {
        Data data = new DataPool(source -> Path.of("none"))
                .open(Toys.baseline().spec().data());
        InvalidSetting refusal = assertThrows(InvalidSetting.class, () -> SequenceChunking.of(data, Optional.of(3)));
        assertTrue(refusal.getMessage().startsWith("train.truncate: "), refusal.getMessage());
    }
}
