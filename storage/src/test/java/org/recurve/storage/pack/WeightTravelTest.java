package org.recurve.storage.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Status;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Sample;
import org.recurve.storage.Store;
import org.recurve.storage.housekeeping.RemovalPlan;
import org.recurve.storage.housekeeping.StoreUsage;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.KeptTensor.TensorRole;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.LearntTensor;

/** Weights on their way from store to store, and out of one. */
class WeightTravelTest {
    @TempDir
    Path folder;

    private Path here;
    private Path there;
    private final List<String> damages = new ArrayList<>();

    @BeforeEach
    void run() {
        here = folder.resolve("here");
        there = folder.resolve("there");
        train(there, "s", 1, 2);
    }

    /** Runs trials that learnt one tensor in common, and one of their own. */
    private static void train(Path store, String study, int... trials) {
        Sample sample = new Sample(7);
        try (Store opened = Store.open(store);
                EventRecorder recorder = opened.recorder()) {
            Event.TrialPlan[] plans = new Event.TrialPlan[trials.length];
            for (int i = 0; i < trials.length; i++) {
                plans[i] = Sample.plan(trials[i], "v", trials[i]);
            }
            recorder.accept(Sample.study(study, Instant.ofEpochSecond(5), plans));
            for (int trial : trials) {
                recorder.accept(sample.started(trial, study, "v", trial));
                recorder.learnt(new LearntModel(
                        Sample.trial(trial),
                        "sha256:e",
                        1,
                        List.of(tensor("shared.w", 0), tensor("own.w", trial)),
                        List.of(),
                        Optional.empty()));
                recorder.accept(sample.ended(trial, Status.FINISHED));
            }
            recorder.accept(new Event.StudyEnded(study, Map.of(), java.time.Duration.ofSeconds(1)));
        }
    }

    private static LearntTensor tensor(String name, float value) {
        float[] values = new float[3000];
        values[2999] = value;
        return new LearntTensor(TensorRole.PARAMETER, new Tensor(name, Shape.of(30, 100), values));
    }

    private Path packed() {
        Path pack = folder.resolve("s.recurve.zip");
        try (Store opened = Store.open(there)) {
            PackWriter writer = new PackWriter()
                    .summary("{}")
                    .folders(there, opened.reader().folders("s"));
            writer.write(pack);
            damages.addAll(writer.damaged());
        }
        return pack;
    }

    private void join(Path source) {
        try (Store store = Store.open(here)) {
            StoreImport.join(source, here, store.reader(), Stores.ADMISSION, damages::add);
        }
    }

    private Optional<LearntModel> learnt(int trial) {
        try (Store store = Store.open(here)) {
            StoreReader reader = store.reader();
            return reader.learnt(reader.trial(Sample.trial(trial)).orElseThrow());
        }
    }

    private static long tensors(Path store) throws IOException {
        try (var files = Files.list(store.resolve("tensors"))) {
            return files.count();
        }
    }

    @Test
    void aPackHoldsEachTensorOnceAndBringsAllNumbers() throws IOException {
        join(packed());
        assertEquals(List.of(), damages);
        assertEquals(3, tensors(here));
        assertEquals(2f, learnt(2).orElseThrow().tensors().getLast().tensor().values()[2999]);
        assertTrue(Files.size(packed()) < 3 * 12_000 + 20_000, "each tensor once");
    }

    @Test
    void aStoreBringsThemToo() {
        join(there);
        assertEquals(1f, learnt(1).orElseThrow().tensors().getLast().tensor().values()[2999]);
    }

    @Test
    void whatIsDamagedIsLeftOutAndTheTrialComesWithoutIt() throws IOException {
        Path own;
        try (Store store = Store.open(there)) {
            TrialView trial = store.reader().trial(Sample.trial(2)).orElseThrow();
            own = there.resolve("tensors")
                    .resolve(store.reader()
                            .weights(trial)
                            .orElseThrow()
                            .tensors()
                            .getLast()
                            .sha256());
        }
        byte[] bytes = Files.readAllBytes(own);
        bytes[0] ^= 1;
        Files.write(own, bytes);
        join(there);
        assertEquals(1, damages.size());
        assertTrue(damages.getFirst().contains("these weights are damaged"), damages.getFirst());
        assertEquals(Optional.empty(), learnt(2));
        assertTrue(learnt(1).isPresent());
        damages.clear();
        packed();
        assertEquals(1, damages.size(), "a pack has none either");
    }

    @Test
    void weightsOfAnotherTrialAreNotBelieved() throws IOException {
        Path trials = there.resolve("trials");
        Files.copy(
                trials.resolve(Sample.trial(1).substring(7)).resolve("weights"),
                trials.resolve(Sample.trial(2).substring(7)).resolve("weights"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        join(there);
        assertEquals(Optional.empty(), learnt(2));
        assertTrue(damages.getFirst().endsWith("they are those of another trial"), damages.getFirst());
    }

    @Test
    void removingAStudyFreesTheTensorsThatNoOtherHas() throws IOException {
        train(there, "t", 3);
        assertEquals(4, tensors(there));
        try (Store store = Store.open(there)) {
            RemovalPlan plan = RemovalPlan.of(there, store.reader().contents(), Set.of("s"), Set.of());
            assertEquals(2, plan.tensors().files().size());
            assertTrue(plan.bytes(there) > 24_000);
            assertEquals(4, tensors(there), "a plan changes nothing");
            plan.delete(there);
        }
        assertEquals(2, tensors(there));
    }

    @Test
    void usageCountsWhatSharingSaves() {
        try (Store store = Store.open(there)) {
            StoreUsage usage = StoreUsage.of(there, store.reader().contents());
            assertEquals(2, usage.kept().trials());
            assertEquals(4 * 12_000, usage.kept().numbers());
            assertEquals(3 * 12_000, usage.parts().get("tensors"));
            assertFalse(usage.studies().get("s").own().weights() == 0);
        }
    }

    @Test
    void aTrialThatBeginsAnewForgetsWhatItHadLearnt() {
        Sample sample = new Sample(8);
        try (Store store = Store.open(here);
                EventRecorder recorder = store.recorder()) {
            recorder.accept(sample.started(5, "s", "v", 5));
            recorder.learnt(new LearntModel(
                    Sample.trial(5), "sha256:e", 1, List.of(tensor("w", 1)), List.of(), Optional.empty()));
            recorder.accept(sample.ended(5, Status.FAILED));
        }
        try (Store store = Store.open(here);
                EventRecorder recorder = store.recorder()) {
            recorder.accept(sample.started(5, "s", "v", 5));
            recorder.accept(sample.ended(5, Status.FINISHED));
        }
        assertEquals(Optional.empty(), learnt(5));
    }
}
