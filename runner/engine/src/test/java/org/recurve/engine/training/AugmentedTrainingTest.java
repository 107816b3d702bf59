package org.recurve.engine.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.recurve.engine.toys.Changes.ALL;
import static org.recurve.engine.toys.Changes.by;
import static org.recurve.engine.toys.Toys.read;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Recorded;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.engine.augment.AugmentedData;
import org.recurve.engine.bus.EventSink;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.ParameterGroups;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.toys.Affine;
import org.recurve.engine.toys.Changes.Blend;
import org.recurve.engine.toys.Changes.Jitter;
import org.recurve.engine.toys.Descent;
import org.recurve.engine.toys.SquaredError;
import org.recurve.engine.toys.Toys;
import org.recurve.engine.toys.Waves;

/** Training examples that change from epoch to epoch, as their own seed, epoch and number say, and as nothing else does. */
class AugmentedTrainingTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final int TRAIN = 37;

    /** The sum of the inputs, and nothing to learn. */
    @Plugin(id = "total", summary = "x0 + x1")
    private static final class Total implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return x.sum().reshape(1).plus(scope.bias("b", 1));
        }
    }

    /** The squared error of an example that counts as its target says. */
    @Plugin(id = "weighed-error", summary = "w (y - t)^2")
    private static final class WeighedError implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            scope.weigh(target.square().sum());
            return output.minus(target).square().sum();
        }
    }

    private static TrialSpec spec(int threads, long seed, List<Spec<Augmentation<?>>> augment) {
        TrainingSpec training = new TrainingSpec(
                new Spec<>(new Descent(), new Descent.Config(0.1, 0.9)),
                List.of(),
                List.of(),
                ParameterGroups.NONE,
                List.of(),
                new TrainingSpec.BatchingSpec(Optional.empty(), Optional.empty(), Optional.empty(), augment),
                3,
                8,
                Map.of());
        return trial(threads, seed, training, Toys.part("dense1", new Affine(), new Affine.Config(1)));
    }

    private static TrialSpec trial(int threads, long seed, TrainingSpec training, Part part) {
        return trial(threads, seed, training, part, new Spec<>(new SquaredError(), new NoConfig()));
    }

    private static TrialSpec trial(int threads, long seed, TrainingSpec training, Part part, Spec<Loss<?>> loss) {
        return new TrialSpec(
                "baseline",
                "",
                seed,
                new Spec<>(new Waves(), new Waves.Config(TRAIN, 11, 13)),
                Toys.layers(part),
                loss,
                training,
                List.of(),
                Optional.empty(),
                threads,
                "");
    }

    private static Data data(TrialSpec spec) {
        return new DataPool(source -> Path.of("none")).open(spec.data());
    }

    private static AugmentedData augmented(List<Spec<Augmentation<?>>> augment) {
        TrialSpec spec = spec(1, 1, augment);
        return AugmentedData.of(spec.last(), data(spec));
    }

    private static final class InMemory implements TrialCheckpoints {
        private final Map<String, byte[]> left = new HashMap<>();

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
    }

    private static TrialEnded run(TrialSpec spec, TrialCheckpoints checkpoints, int steps, List<Event> course) {
        int[] taken = new int[1];
        EventSink sink = event -> {
            taken[0] += event instanceof StepDone ? 1 : 0;
            if (event instanceof StepDone || event instanceof EpochDone || event instanceof Recorded) {
                course.add(event);
            }
        };
        Data data = data(spec);
        RunPlatform here = new RunPlatform("0.1", 1, Map.of(), RunPlatform::builtIn);
        TrialJob job = new TrialJob("sha256:" + spec.title(), "waves", spec, data, here.provenance(spec, data));
        return new TrialRunner(sink, checkpoints, () -> taken[0] >= steps, CLOCK).run(job);
    }

    private static List<Event> course(TrialSpec spec) {
        List<Event> course = new ArrayList<>();
        TrialEnded ended = run(spec, TrialCheckpoints.NONE, 1000, course);
        assertEquals(Status.FINISHED, ended.status(), ended.reason());
        return numbers(course);
    }

    private static List<Event> numbers(List<Event> course) {
        return course.stream().filter(event -> !(event instanceof Recorded)).toList();
    }

    @Test
    void threadsChangeNoBit() {
        assertEquals(course(spec(1, 1, ALL)), course(spec(3, 1, ALL)));
        assertFalse(course(spec(1, 1, ALL)).equals(course(spec(1, 1, List.of()))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 12})
    void anInterruptedTrialReadsOnAsIfItHadNeverStopped(int steps) {
        TrialCheckpoints checkpoints = new InMemory();
        List<Event> course = new ArrayList<>();
        assertEquals(
                Status.INTERRUPTED,
                run(spec(1, 1, ALL), checkpoints, steps, course).status());
        assertEquals(
                Status.FINISHED, run(spec(1, 1, ALL), checkpoints, 1000, course).status());
        assertEquals(course(spec(1, 1, ALL)), numbers(course));
    }

    /** One step over all examples, whose sums of inputs are compared with two targets each. */
    @Test
    void theLossIsByTheTargetsOfBoth() {
        TrainingSpec once = new TrainingSpec(
                new Spec<>(new Descent(), new Descent.Config(0, 0)),
                List.of(),
                List.of(),
                ParameterGroups.NONE,
                List.of(),
                new TrainingSpec.BatchingSpec(Optional.empty(), Optional.empty(), Optional.empty(), ALL),
                1,
                TRAIN,
                Map.of());
        TrialSpec spec = trial(1, 4, once, Toys.part("total1", new Total(), new NoConfig()));
        StepDone step = (StepDone) course(spec).getFirst();
        Data read = augmented(ALL).in(1, Stream.of(spec.draws().noise()));
        double expected = 0;
        for (int index = 0; index < TRAIN; index++) {
            float[] x = read(read, Data.TRAIN, index, Field.INPUT);
            double own = x[0] + x[1] - read(read, Data.TRAIN, index, Field.TARGET)[0];
            double other = x[0] + x[1] - read(read, Data.TRAIN, index, Field.PARTNER_TARGET)[0];
            double share = read(read, Data.TRAIN, index, Field.PARTNER_SHARE)[0];
            expected += (1 - share) * own * own + share * other * other;
        }
        assertEquals(expected / TRAIN, step.loss(), 1e-6);
    }

    @Test
    void theFirstEpochsAreShownBesideWhatTheyChange() {
        List<Event> course = new ArrayList<>();
        run(spec(1, 1, List.of(by(new Jitter()))), TrialCheckpoints.NONE, 1000, course);
        Artifact.Matrix picture = course.stream()
                .filter(Recorded.class::isInstance)
                .map(Recorded.class::cast)
                .filter(recorded -> recorded.name().equals("augmentation"))
                .map(recorded -> (Artifact.Matrix) recorded.artifact())
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("example 1, as it is", "example 1, epoch 1", "example 1, epoch 2", "example 1, epoch 3"),
                picture.rowLabels().subList(0, 4));
        Data second = augmented(List.of(by(new Jitter()))).in(2, Stream.of(1));
        float[] shown = read(second, Data.TRAIN, 0, Field.INPUT);
        assertArrayEquals(new double[] {shown[0], shown[1]}, picture.values()[2]);
    }

    @Test
    void aLossThatWeighsByTheTargetCannotMix() {
        TrialSpec mixing = spec(1, 1, List.of(by(new Blend())));
        TrialSpec spec = trial(
                1,
                1,
                mixing.last().training(),
                Toys.part("dense1", new Affine(), new Affine.Config(1)),
                new Spec<>(new WeighedError(), new NoConfig()));
        TrialEnded ended = run(spec, TrialCheckpoints.NONE, 1000, new ArrayList<>());
        assertEquals(
                "loss (weighed-error): it weighs each example by its target, and examples that are mixed have two; remove"
                        + " what mixes them, or what weighs",
                ended.reason());
    }
}
