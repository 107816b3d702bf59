package org.recurve.engine.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.engine.toys.Changes.ALL;
import static org.recurve.engine.toys.Changes.by;
import static org.recurve.engine.toys.Toys.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.spec.ParameterGroups;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.toys.Affine;
import org.recurve.engine.toys.Changes.Blend;
import org.recurve.engine.toys.Changes.Jitter;
import org.recurve.engine.toys.Changes.Twice;
import org.recurve.engine.toys.Descent;
import org.recurve.engine.toys.SquaredError;
import org.recurve.engine.toys.Toys;
import org.recurve.engine.toys.Waves;

/** What an example is in an epoch: as its own seed, epoch and number say, and as nothing else does. */
class AugmentedDataTest {
    private static final int TRAIN = 37;

    @Plugin(id = "spoil", summary = "makes no number")
    private static final class Spoil implements Augmentation<NoConfig> {
        @Override
        public void apply(NoConfig config, TrainingExample example, Stream random) {
            example.values(Field.INPUT)[1] = Float.NaN;
        }
    }

    private static PhaseSpec phase(String name, List<Spec<Augmentation<?>>> augment) {
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
        return new PhaseSpec(
                name,
                Toys.layers(Toys.part("dense1", new Affine(), new Affine.Config(1))),
                Field.TARGET,
                new Spec<>(new SquaredError(), new NoConfig()),
                training,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static AugmentedData augmented(String phase, List<Spec<Augmentation<?>>> augment) {
        Data data =
                new DataPool(source -> Path.of("none")).open(new Spec<>(new Waves(), new Waves.Config(TRAIN, 11, 13)));
        return AugmentedData.of(phase(phase, augment), data);
    }

    private static AugmentedData augmented(List<Spec<Augmentation<?>>> augment) {
        return augmented("", augment);
    }

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
        List<Throwable> failures = new CopyOnWriteArrayList<>();
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
    void threadsMayReadFieldsOfOneExampleAtOnce() throws Exception {
        float[] target = read(augmented(List.of(by(new Jitter()))).in(1, Stream.of(5)), Data.TRAIN, 0, Field.TARGET);
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (int turn = 0; turn < 500; turn++) {
                Data data = augmented(List.of(by(new Jitter()))).in(1, Stream.of(5));
                read(data, Data.TRAIN, 0, Field.INPUT); // the target is not read before the threads ask for it
                List<Callable<float[]>> reads = Collections.nCopies(4, () -> read(data, Data.TRAIN, 0, Field.TARGET));
                for (Future<float[]> found : pool.invokeAll(reads)) {
                    assertArrayEquals(target, found.get());
                }
            }
        }
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

    /** A phase's own list is named where it stands in the file. */
    @Test
    void aPhasesOwnListIsNamed() {
        InvalidSetting said = assertThrows(
                InvalidSetting.class, () -> augmented("second", List.of(by(new Blend()), by(new Blend()))));
        assertEquals("phases.second.augment", said.part());
    }
}
