package org.recurve.app.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.LearntTensor;
import org.recurve.storage.weights.WeightStore;

class KeptWeightsTest {
    private static final String FILE = """
        study: sums
        data: {adding: {steps: 6, train: 32, validation: 16, test: 16}}
        model: [{recurrent: {cell: {elman: 40}}}, {dense: 1}]
        loss: squared-error
        train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 2, batch: 16}
        measure: [test.mean-squared-error]
        """;

    @TempDir
    Path folder;

    private Answer run(String store, String... more) throws IOException {
        Path file = folder.resolve("sums.yaml");
        Files.writeString(file, FILE + String.join("\n", more));
        return recurve("run", file, "--store", folder.resolve(store));
    }

    private TrialView trial(String store) {
        try (Store opened = Store.open(folder.resolve(store))) {
            return opened.reader().study("sums").orElseThrow().trials().getFirst();
        }
    }

    private List<Path> files(String store, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve(store))) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private List<Path> tensors(String store) throws IOException {
        Path tensors = folder.resolve(store).resolve("tensors");
        if (!Files.exists(tensors)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(tensors)) {
            return all.toList();
        }
    }

    @Test
    void whatIsKeptChangesNoNumberAndNoIdentity() throws IOException {
        assertEquals(0, run("none", "weights: none").code());
        assertEquals(0, run("selected").code());
        assertEquals(0, run("resumable", "weights: resumable").code());
        for (String store : List.of("selected", "resumable")) {
            assertEquals(trial("none").id(), trial(store).id());
            assertEquals(trial("none").digest(), trial(store).digest());
            assertEquals(trial("none").metrics(), trial(store).metrics());
            assertEquals(1, files(store, "/weights").size());
            assertEquals(1, tensors(store).size(), "U of 40 × 40; all others are smaller than a block of the disk");
        }
        assertEquals(List.of(), files("none", "/weights"));
        assertEquals(List.of(), tensors("none"));
        assertEquals(List.of(), files("selected", ".checkpoint"));
        assertEquals(1, files("resumable", "step-4.checkpoint").size(), "two epochs of two steps");
    }

    @Test
    void anotherWordIsTheUsersMistake() throws IOException {
        Answer answer = run("store", "weights: all");
        assertEquals(2, answer.code());
        assertTrue(
                answer.err().contains("sums.yaml:7:10  weights: expected none, selected, resumable, found"),
                answer.err());
    }

    @Test
    void checkForetellsTheirSize() throws IOException {
        run("store");
        Answer answer = recurve("check", folder.resolve("sums.yaml"), "--store", folder.resolve("store"));
        long bytes = 4 * (40 * 40 + 40 * 2 + 40 + 40 + 1);
        assertEquals(7044, bytes);
        assertTrue(
                answer.out().contains("weights: 7 kB kept for each trial, 7 kB in all (equal tensors are stored once)"),
                answer.out());
        try (Store opened = Store.open(folder.resolve("store"))) {
            StoreReader reader = opened.reader();
            assertEquals(bytes, reader.weights(trial("store")).orElseThrow().bytes());
        }
    }

    @Test
    void gcFindsTensorsThatNoTrialHasAndDeletesThemWhenTold() throws IOException {
        run("store");
        Path store = folder.resolve("store");
        assertEquals("nothing", recurve("gc", "--store", store).out().strip());
        Files.delete(files("store", "/weights").getFirst());
        Answer listed = recurve("gc", "--store", store);
        assertTrue(listed.out().contains("1 tensor of no other trial: 6.4 kB"), listed.out());
        assertEquals(1, tensors("store").size());
        assertEquals(0, recurve("gc", "--delete", "--store", store).code());
        assertEquals(List.of(), tensors("store"));
    }

    @Test
    void rmTakesThemWithTheTrial() throws IOException {
        run("store");
        assertEquals(
                0,
                recurve("rm", "sums", "--yes", "--store", folder.resolve("store"))
                        .code());
        assertEquals(List.of(), tensors("store"));
    }

    @Test
    void theyTravelInAPackAndServeThere() throws IOException {
        run("store");
        Path pack = folder.resolve("sums.recurve.zip");
        Path other = folder.resolve("other");
        assertEquals(
                0,
                recurve("pack", "sums", "--to", pack, "--store", folder.resolve("store"))
                        .code());
        assertEquals(0, recurve("import", pack, "--store", other).code());
        assertEquals(1, tensors("other").size());
        for (Path store : List.of(folder.resolve("store"), other)) {
            Answer answer = recurve(
                    "export",
                    "sums",
                    "--as",
                    "npz",
                    "--store",
                    store,
                    "--to",
                    folder.resolve("out-" + store.getFileName()));
            assertEquals(0, answer.code(), answer.err());
        }
        assertEquals(
                recurve("show", "sums", "--weights", "--store", folder.resolve("store"))
                        .out(),
                recurve("show", "sums", "--weights", "--store", other).out());
        assertEquals(
                -1,
                Files.mismatch(
                        folder.resolve("out-store/weights/baseline-0.npz"),
                        folder.resolve("out-other/weights/baseline-0.npz")));
    }

    @Test
    void verifyNamesATensorThatWasNotLearnt() throws IOException {
        run("store");
        Path store = folder.resolve("store");
        assertEquals(0, recurve("verify", "sums", "--store", store).code());
        TrialView trial = trial("store");
        LearntModel model;
        try (Store opened = Store.open(store)) {
            model = opened.reader().learnt(trial).orElseThrow();
        }
        List<LearntTensor> forged = model.tensors().stream()
                .map(it -> {
                    float[] values = it.tensor().values().clone();
                    values[0] += it.tensor().name().equals("dense1.w") ? 1 : 0;
                    return new LearntTensor(
                            it.role(),
                            new Tensor(it.tensor().name(), it.tensor().shape(), values));
                })
                .toList();
        WeightStore.of(store)
                .write(
                        files("store", "/weights").getFirst().getParent(),
                        new LearntModel(
                                trial.id(), trial.digest(), model.epoch(), forged, model.fields(), Optional.empty()));
        Answer answer = recurve("verify", "sums", "--store", store);
        assertEquals(1, answer.code());
        assertTrue(answer.out().contains("the kept weights dense1.w"), answer.out());
    }

    @Test
    void verifySaysWhichWeightsAreDamaged() throws IOException {
        run("store");
        byte[] bytes = Files.readAllBytes(tensors("store").getFirst());
        bytes[0] ^= 1;
        Files.write(tensors("store").getFirst(), bytes);
        Answer answer = recurve("verify", "sums", "--store", folder.resolve("store"));
        assertNotEquals(0, answer.code());
        assertTrue(answer.err().contains("these weights are damaged"), answer.err());
        Answer export = recurve(
                "export", "sums", "--as", "npz", "--store", folder.resolve("store"), "--to", folder.resolve("out"));
        assertEquals(2, export.code());
        assertTrue(export.err().contains("these weights are damaged"), export.err());
        assertTrue(export.err().contains("--retrain"), export.err());
    }
}
