package org.recurve.engine.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Checkpointed;
import org.recurve.api.event.Event.EpochDone;
import org.recurve.api.event.Event.Recorded;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.StepDone;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.PluginFailure;
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
import org.recurve.engine.toys.Descent;
import org.recurve.engine.toys.SquaredError;
import org.recurve.engine.toys.Toys;
import org.recurve.engine.toys.Waves;

/** Training examples that change from epoch to epoch, as their own seed, epoch and number say, and as nothing else does. */
class AugmentedTrainingTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final int TRAIN = 37;

    @Plugin(id = "jitter", summary = "adds a number")
    private static final class Jitter implements Augmentation<NoConfig> {
        @Override
        public void apply(NoConfig config, TrainingExample example, Stream random) {
            example.values(Field.INPUT)[0] += random.uniformFloat(0);
        }
    }

    @Plugin(id = "twice", summary = "doubles, or not")
    private static final class Twice implements Augmentation<NoConfig> {
        @Override
        public void apply(NoConfig config, TrainingExample example, Stream random) {
            example.values(Field.INPUT)[1] *= 1 + random.below(0, 2);
        }
    }

    @Plugin(id = "blend", summary = "mixes two")
    private static final class Blend implements Augmentation<NoConfig> {
        @Override
        public boolean mixes(NoConfig config) {
            return true;
        }

        @Override
        public void apply(NoConfig config, TrainingExample example, Stream random) {
            TrainingExample partner = example.partner(random.in("who"));
            example.values(Field.INPUT)[0] = partner.values(Field.INPUT)[0];
            example.mixTarget(partner, random.uniform(0));
        }
    }

    @Plugin(id = "spoil", summary = "makes no number")
    private static final class Spoil implements Augmentation<NoConfig> {
        @Override
        public void apply(NoConfig config, TrainingExample example, Stream random) {
            example.values(Field.INPUT)[1] = Float.NaN;
        }
    }

    /** The sum of the inputs, and nothing to learn. */
    @Plugin(id = "total", summary = "x0 + x1")
    private static final class Total implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return x.sum().reshape(1).plus(scope.bias("b", 1));
        }
    }

    private static Spec<Augmentation<?>> by(Augmentation<NoConfig> augmentation) {
        return new Spec<>(augmentation, new NoConfig());
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

    private static TrialSpec trial(int threads, long seed, TrainingSpec training, org.recurve.api.model.Part part) {
        return new TrialSpec(
                "baseline",
                "",
                seed,
                new Spec<>(new Waves(), new Waves.Config(TRAIN, 11, 13)),
                Toys.layers(part),
                new Spec<>(new SquaredError(), new NoConfig()),
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

    private static float[] read(Data data, String split, int index, String field) {
        float[] into = new float[data.field(field).shape().size()];
        data.split(split).read(index, field, into, 0);
        return into;
    }

    private static final List<Spec<Augmentation<?>>> ALL = List.of(by(new Jitter()), by(new Twice()), by(new Blend()));

    @Test
    void anExampleIsReadAlikeInAnyOrderAndOnAnyThread() throws InterruptedException {
        List<String> fields = List.of(Field.INPUT, Field.TARGET, Field.PARTNER_TARGET, Field.PARTNER_SHARE);
        List<List<float[]>> once = new ArrayList<>();
        Data first = augmented(ALL).in(3, Stream.of(5));
        for (int index = 0; index < TRAIN; index++) {
            int at = index;
            once.add(fields.stream()
                    .map(field -> read(first, Data.TRAIN, at, field))
                    .toList());
        }
        Data again = augmented(ALL).in(3, Stream.of(5));
        List<Throwable> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> Thread.ofPlatform()
                        .uncaughtExceptionHandler((_, thrown) -> failures.add(thrown))
                        .start(() -> {
                            for (int i = TRAIN - 1; i >= 0; i--) { // each thread begins elsewhere, and goes backwards
                                int index = (i + 9 * thread) % TRAIN;
                                for (int f = 0; f < fields.size(); f++) {
                                    assertArrayEquals(
                                            once.get(index).get(f), read(again, Data.TRAIN, index, fields.get(f)));
                                }
                            }
                        }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void epochsAndSeedsDifferAndOtherSplitsDoNot() {
        AugmentedData augmented = augmented(List.of(by(new Jitter())));
        Data plain = augmented.data();
        float own = read(plain, Data.TRAIN, 4, Field.INPUT)[0];
        float first = read(augmented.in(1, Stream.of(5)), Data.TRAIN, 4, Field.INPUT)[0];
        assertTrue(first >= own && first < own + 1);
        assertFalse(first == read(augmented.in(2, Stream.of(5)), Data.TRAIN, 4, Field.INPUT)[0]);
        assertFalse(first == read(augmented.in(1, Stream.of(6)), Data.TRAIN, 4, Field.INPUT)[0]);
        assertArrayEquals(
                read(plain, Data.VALIDATION, 4, Field.INPUT),
                read(augmented.in(1, Stream.of(5)), Data.VALIDATION, 4, Field.INPUT));
        assertArrayEquals(
                read(plain, Data.TRAIN, 4, Field.INPUT), read(augmented.unchanged(), Data.TRAIN, 4, Field.INPUT));
    }

    /** What an augmentation draws does not depend on which others there are. */
    @Test
    void drawsAreKeyedByNames() {
        Data alone = augmented(List.of(by(new Jitter()))).in(1, Stream.of(5));
        Data behind = augmented(List.of(by(new Twice()), by(new Jitter()))).in(1, Stream.of(5));
        Data two = augmented(List.of(by(new Jitter()), by(new Jitter()))).in(1, Stream.of(5));
        float own = read(augmented(List.of()).data(), Data.TRAIN, 9, Field.INPUT)[0];
        float once = read(alone, Data.TRAIN, 9, Field.INPUT)[0];
        assertEquals(once, read(behind, Data.TRAIN, 9, Field.INPUT)[0]);
        assertFalse(
                Math.abs(read(two, Data.TRAIN, 9, Field.INPUT)[0] - (2 * once - own)) < 1e-6, "the same draw twice");
    }

    /** A partner is as this epoch reads it itself, before anything is mixed. */
    @Test
    void partnersAreReadAsTheyAreInThisEpoch() {
        Data before = augmented(List.of(by(new Jitter()))).in(2, Stream.of(5));
        Data mixed = augmented(List.of(by(new Jitter()), by(new Blend()))).in(2, Stream.of(5));
        for (int index = 0; index < TRAIN; index++) {
            Stream random = Stream.of(5)
                    .in("augment")
                    .in(2)
                    .in("blend")
                    .in(before.split(Data.TRAIN).id(index));
            int partner = random.in("who").below(0, TRAIN);
            assertEquals(
                    read(before, Data.TRAIN, partner, Field.INPUT)[0], read(mixed, Data.TRAIN, index, Field.INPUT)[0]);
            assertArrayEquals(
                    read(before, Data.TRAIN, partner, Field.TARGET),
                    read(mixed, Data.TRAIN, index, Field.PARTNER_TARGET));
            assertEquals((float) random.uniform(0), read(mixed, Data.TRAIN, index, Field.PARTNER_SHARE)[0]);
        }
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
    void whatSpoilsAnExampleIsNamed() {
        Data spoilt = augmented(List.of(by(new Jitter()), by(new Spoil()))).in(1, Stream.of(1));
        PluginFailure failure = assertThrows(PluginFailure.class, () -> read(spoilt, Data.TRAIN, 2, Field.INPUT));
        assertTrue(
                String.valueOf(failure.getMessage()).contains("apply made the input of example 2 hold NaN"),
                failure::getMessage);
        assertEquals("train.augment", failure.part());
    }

    @Test
    void twoCannotMix() {
        InvalidSetting said =
                assertThrows(InvalidSetting.class, () -> augmented(List.of(by(new Blend()), by(new Blend()))));
        assertTrue(said.getMessage().contains("blend and blend both mix examples"), said::getMessage);
        assertEquals("train.augment", said.part());
    }
}
