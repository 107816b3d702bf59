package org.recurve.app.start;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.Golden;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.Store;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntTensor;

/** Phases that learn from data of their own. */
class PhaseDataTest {
    private static final String MANY = "{adding: {steps: 4, train: 48, validation: 16, test: 16}}";
    private static final String FEW = "{adding: {steps: 6, train: 16, validation: 16, test: 16}}";
    private static final String REST = """
        model: [{recurrent: {cell: {elman: 3}}}, {dense: 1}]
        loss: squared-error
        train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 2, batch: 16}
        measure: [test.mean-squared-error]
        """;
    private static final String BOTH = "study: both\ndata: " + FEW + "\n" + REST
            + "phases: [{name: pretrain, data: " + MANY
            + "}, {name: fine-tune, optimizer: {sgd: {learning-rate: 1e-30}}}]\n";

    @TempDir
    Path folder;

    private Answer command(String command, String name, String text) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, text);
        return recurve(command, file, "--store", folder.resolve("store"));
    }

    private TrialView trial(String study) {
        try (Store store = Store.open(folder.resolve("store"))) {
            return store.reader().study(study).orElseThrow().trials().getFirst();
        }
    }

    private List<float[]> weights(String study) {
        try (Store store = Store.open(folder.resolve("store"))) {
            return store.reader().learnt(trial(study)).orElseThrow().tensors().stream()
                    .map(LearntTensor::tensor)
                    .map(tensor -> tensor.values())
                    .toList();
        }
    }

    @Test
    void aPhaseLearnsFromItsOwnDataWhatAStudyOfThatDataLearns() throws IOException {
        command("run", "alone", "study: alone\ndata: " + MANY + "\n" + REST);
        Answer answer = command("run", "both", BOTH);
        assertEquals(0, answer.code(), answer.err());
        List<float[]> alone = weights("alone");
        List<float[]> both = weights("both");
        for (int i = 0; i < alone.size(); i++) {
            assertArrayEquals(alone.get(i), both.get(i), "a rate of 1e-30 moves nothing that is not zero");
        }
        String digest = trial("both").provenance().dataDigest();
        assertNotEquals(trial("alone").provenance().dataDigest(), digest);
        command("run", "few", "study: few\ndata: " + FEW + "\n" + REST);
        assertNotEquals(trial("few").provenance().dataDigest(), digest, "both data count");
        assertEquals(
                0, recurve("verify", "both", "--store", folder.resolve("store")).code());
        Answer evaluated = recurve("evaluate", "both", "--store", folder.resolve("store"));
        assertEquals(0, evaluated.code());
        assertEquals("", evaluated.err());
        Answer checked = command("check", "both", BOTH);
        assertTrue(
                checked.out().contains("phase pretrain learns from adding: train 48, validation 16, test 16"),
                checked.out());
        assertTrue(checked.out().contains("1 trial: 1 stored, none to train"), checked.out());
    }

    @Test
    void whatDoesNotFitIsSaid() throws IOException {
        String all = Stream.of(
                        BOTH.replace("{recurrent: {cell: {elman: 3}}}, {dense: 1}", "{dense: 2}, {dense: 1}"),
                        BOTH.replace("fine-tune,", "fine-tune, data: " + MANY + ","),
                        BOTH.replace("steps: 4", "step: 4"),
                        BOTH.replace("train: 48", "train: 0"))
                .map(text -> {
                    try {
                        Answer answer = command("check", "both", text);
                        return answer.code() + "\n" + answer.err().replace(folder.toString(), "FOLDER");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .collect(Collectors.joining("\n"));
        new Golden("phase-data").matches(all);
    }
}
