package org.recurve.app.start;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.app.Golden;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.storage.Store;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.LearntTensor;

/** Trainings that start from what others learnt. A rate of 1e-30 moves no parameter that is not zero, so that all can be seen. */
class WarmStartTest {
    private static final String SOURCE = """
        study: sums
        data: {adding: {steps: 6, train: 32, validation: 16, test: 16}}
        model: [{recurrent: {cell: {elman: 40}}}, {dense: 1}]
        loss: squared-error
        train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 2, batch: 16}
        measure: [test.mean-squared-error]
        seeds: 2
        """;

    private static final String STILL = SOURCE.replace("study: sums", "study: again")
            .replace("learning-rate: 0.1", "learning-rate: 1e-30")
            .replace("epochs: 2", "epochs: 1")
            .replace("seeds: 2", "seeds: 1");

    @TempDir
    static Path folder;

    private static Path store;

    @BeforeAll
    static void train() throws IOException {
        store = folder.resolve("store");
        assertEquals(0, run("sums", SOURCE).code());
    }

    private static Answer run(String name, String text, String... more) throws IOException {
        return command("run", name, text, more);
    }

    private static Answer command(String command, String name, String text, String... more) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, text + String.join("\n", more) + "\n");
        return recurve(command, file, "--store", store, "--data", folder);
    }

    private static List<TrialView> trials(String study) {
        try (Store opened = Store.open(store)) {
            return opened.reader().study(study).map(StudyView::trials).orElse(List.of());
        }
    }

    private static LearntModel learnt(String study, int trial) {
        try (Store opened = Store.open(store)) {
            return opened.reader().learnt(trials(study).get(trial)).orElseThrow();
        }
    }

    private static Map<String, float[]> weights(String study, int trial) {
        return learnt(study, trial).tensors().stream()
                .map(LearntTensor::tensor)
                .collect(Collectors.toMap(Tensor::name, Tensor::values, (a, _) -> a, TreeMap::new));
    }

    private static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual, String part) {
        List<String> names =
                expected.keySet().stream().filter(name -> name.startsWith(part)).toList();
        assertFalse(names.isEmpty());
        names.forEach(name -> assertArrayEquals(expected.get(name), actual.get(name), name));
    }

    @Test
    void partsThatAreNotNamedAreDrawn() throws IOException {
        run("again", STILL);
        Map<String, float[]> drawn = weights("again", 0);
        run("again", STILL, "start: {from: sums/baseline/0, parts: recurrent1}");
        Map<String, float[]> started = weights("again", 0);
        assertSame(weights("sums", 0), started, "recurrent1.");
        assertArrayEquals(drawn.get("dense1.w"), started.get("dense1.w"));
        assertNotEquals(drawn.get("recurrent1.cell.U")[0], started.get("recurrent1.cell.U")[0]);
    }

    @Test
    void whatDoesNotLearnStaysWhileTheRestLearns() throws IOException {
        String frozen = SOURCE.replace("study: sums", "study: again")
                .replace("{recurrent: {cell: {elman: 40}}}", "{recurrent: {cell: {elman: 40}}, frozen: true}");
        assertEquals(0, run("again", frozen, "start: sums/baseline/1").code());
        assertSame(weights("sums", 1), weights("again", 0), "recurrent1.");
        assertNotEquals(
                weights("sums", 1).get("dense1.w")[0], weights("again", 0).get("dense1.w")[0]);
    }

    @Test
    void eachSeedStartsFromTheSourceOfTheSameSeed() throws IOException {
        String two = STILL.replace("seeds: 1", "seeds: 2");
        assertEquals(0, run("again", two, "start: sums/baseline").code());
        assertSame(weights("sums", 0), weights("again", 0), "");
        assertSame(weights("sums", 1), weights("again", 1), "");
    }

    @Test
    void partsMayHaveOtherNamesThere() throws IOException {
        String renamed = STILL.replace("{dense: 1}", "{dense: 1, name: answer}");
        assertEquals(
                0,
                run("again", renamed, "start: {from: sums/baseline/0, rename: {dense1: answer}}")
                        .code());
        assertArrayEquals(
                weights("sums", 0).get("dense1.w"), weights("again", 0).get("answer.w"));
        assertSame(weights("sums", 0), weights("again", 0), "recurrent1.");
    }

    @Test
    void theDigestOfTheSourceIsPartOfTheIdentityAndItsNameIsNot() throws IOException {
        String digest = learnt("sums", 0).list().digest();
        run(
                "again",
                STILL,
                "start: sums/baseline/0",
                "ablate: {other: {start.from: sums/baseline/1}, none: {remove: start}}");
        List<TrialView> named = trials("again");
        assertEquals(3, named.stream().map(TrialView::id).distinct().count());
        run("again", STILL, "start: {from: \"" + digest + "\"}");
        assertEquals(named.getFirst().id(), trials("again").getFirst().id());
        assertTrue(named.getFirst().configuration().contains("\"from\":\"" + digest + "\""));
    }

    @Test
    void aVariantAndAPhaseHaveSourcesOfTheirOwn() throws IOException {
        Answer answer = run(
                "again",
                STILL,
                "start: sums/baseline/0",
                "phases:",
                "  - {name: first}",
                "  - {name: second, start: {from: sums/baseline/1, parts: dense1}}",
                "ablate: {other: {set: {start.from: sums/baseline/1}}}");
        assertEquals(0, answer.code(), answer.err());
        assertSame(weights("sums", 0), weights("again", 0), "recurrent1.");
        assertSame(weights("sums", 1), weights("again", 0), "dense1.");
        assertSame(weights("sums", 1), weights("again", 1), "");
    }

    @Test
    void aTrialStartsAgainThoughItsSourceIsGone() throws IOException {
        run("packed", STILL.replace("again", "packed"), "start: sums/baseline/0");
        Path pack = folder.resolve("packed.zip");
        Answer made = recurve("pack", "packed", "--to", pack, "--store", store);
        assertEquals(0, made.code(), made.err());
        Path elsewhere = folder.resolve("elsewhere");
        Answer packed = recurve("verify", pack, "--store", elsewhere);
        assertEquals(0, packed.code(), packed.out() + packed.err());
        assertEquals(0, recurve("import", pack, "--store", elsewhere).code());
        assertEquals(0, recurve("verify", "packed", "--store", elsewhere).code(), "whose source is not there");
        assertEquals("nothing", recurve("gc", "--store", elsewhere).out().strip());
    }

    @Test
    void aPackAndAFileAreSources() throws IOException {
        Path pack = folder.resolve("sums.zip");
        assertEquals(0, recurve("pack", "sums", "--to", pack, "--store", store).code());
        run("again", STILL, "start: sums.zip");
        assertSame(weights("sums", 0), weights("again", 0), "");
        run("again", STILL, "start: sums/baseline/0");
        String fromStore = trials("again").getFirst().id();
        run("again", STILL, "start: sums.zip");
        assertEquals(fromStore, trials("again").getFirst().id());
        safetensors("other.safetensors", "weight 1,40", "bias 1");
        Answer file = run(
                "again",
                STILL,
                "start: {from: other.safetensors, parts: dense1, rename: {weight: dense1.w, bias: dense1.b}}");
        assertEquals(0, file.code(), file.err());
        float[] w = weights("again", 0).get("dense1.w");
        for (int i = 0; i < w.length; i++) {
            assertEquals(1 + i, w[i]);
        }
        Files.delete(folder.resolve("other.safetensors"));
        assertEquals(0, recurve("verify", "again", "--store", store).code());
    }

    /** Numbers 1, 2, 3 … as other programs write them: the length of a JSON header, the header, little-endian floats. */
    private static void safetensors(String name, String... tensors) throws IOException {
        StringJoiner header = new StringJoiner(",", "{", "}");
        int end = 0;
        for (String tensor : tensors) {
            String[] words = tensor.split(" ");
            int from = end;
            end += 4
                    * Arrays.stream(words[1].split(","))
                            .mapToInt(Integer::parseInt)
                            .reduce(1, (a, b) -> a * b);
            header.add("\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                    .formatted(words[0], words[1], from, end));
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (int i = 1; i <= end / 4; i++) {
            bytes.putFloat(i);
        }
        Files.write(folder.resolve(name), bytes.array());
    }

    /** Of the numbers 1, 2, … an LSTM of two units on two inputs has 16, 16, 8 and 8; gates i, f, g, o one after another. */
    @Test
    void aStateDictOfPytorchIsASource() throws IOException {
        safetensors(
                "torch.safetensors",
                "rnn.weight_ih_l0 8,2",
                "rnn.weight_hh_l0 8,2",
                "rnn.bias_ih_l0 8",
                "rnn.bias_hh_l0 8",
                "head.weight 1,2");
        String lstm = STILL.replace("again", "torch").replace("elman: 40", "lstm: 2");
        String start =
                "start: {from: torch.safetensors, layout: pytorch, parts: [recurrent1, dense1.w], rename: {rnn: recurrent1, head: dense1}}";
        Answer checked = command("check", "torch", lstm, start);
        assertEquals(0, checked.code(), checked.err());
        for (String said : List.of(
                "dense1.w = head.weight, ",
                "recurrent1.cell.U-f = rnn.weight_ih_l0 (rows 2 to 3, gate f of i f g o)",
                "recurrent1.cell.b-z = rnn.bias_ih_l0 + rnn.bias_hh_l0 (rows 4 to 5, gate g of i f g o, both added)",
                "drawn: dense1.b")) {
            assertTrue(checked.out().contains(said), () -> said + "\n" + checked.out());
        }
        assertEquals(0, run("torch", lstm, start).code());
        Map<String, float[]> taken = weights("torch", 0);
        assertArrayEquals(new float[] {1, 2, 3, 4}, taken.get("recurrent1.cell.U-i"));
        assertArrayEquals(new float[] {5, 6, 7, 8}, taken.get("recurrent1.cell.U-f"));
        assertArrayEquals(new float[] {9, 10, 11, 12}, taken.get("recurrent1.cell.U-z"));
        assertArrayEquals(new float[] {29, 30, 31, 32}, taken.get("recurrent1.cell.W-o"));
        assertArrayEquals(new float[] {35 + 43, 36 + 44}, taken.get("recurrent1.cell.b-f"));
        assertArrayEquals(new float[] {49, 50}, taken.get("dense1.w"));
        Files.delete(folder.resolve("torch.safetensors"));
        assertEquals(0, recurve("verify", "torch", "--store", store).code(), "of what the store keeps");
    }

    @Test
    void anOnnxFileIsASource() throws IOException {
        Answer exported = recurve("export", "sums/baseline/1", "--as", "onnx", "--to", folder, "--store", store);
        assertEquals(0, exported.code(), exported.err());
        Answer answer = run("again", STILL, "start: models/baseline-1.onnx");
        assertEquals(0, answer.code(), answer.err());
        assertSame(weights("sums", 1), weights("again", 0), "");
    }

    @Test
    void checkSaysWhatComesFromWhere() throws IOException {
        String digest = learnt("sums", 0).list().digest().substring(0, "sha256:".length() + 12);
        Answer answer = command(
                "check",
                "again",
                STILL,
                "start: {from: sums/baseline/0, parts: recurrent1}",
                "ablate: {drawn: {remove: start}}");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(
                answer.out()
                        .contains(
                                "starts from sums/baseline/0 (" + digest
                                        + "): recurrent1.cell.U, recurrent1.cell.W, recurrent1.cell.b; drawn: dense1.b, dense1.w"),
                answer.out());
        assertTrue(answer.out().contains("  starts from drawn weights"), answer.out());
    }

    @Test
    void aSourceThatIsNotThereIsToldWhereItIsNamed() {
        StoredStarts starts = new StoredStarts(store, folder);
        StringBuilder all = new StringBuilder();
        for (String from : List.of(
                "sums/baseline/7",
                "nothing/baseline/1",
                "sums/wide/1",
                "missing.safetensors",
                "missing.zip",
                "sums/baseline",
                "sha256:" + "0".repeat(64))) {
            all.append(mistake(() -> starts.find(from, 9, new SourcePosition("again.yaml", 8, 8), "start.from")));
        }
        all.append(mistake(() -> new StoredStarts(folder.resolve("none"), folder)
                .find("sums", 9, new SourcePosition("again.yaml", 8, 8), "start.from")));
        new Golden("start-sources").matches(all.toString());
    }

    private static String mistake(Executable find) {
        return assertThrows(UserError.class, find).getMessage().replace(folder.toString(), "FOLDER") + "\n\n";
    }

    @Test
    void whatDoesNotFitIsNamedSideBySide() throws IOException {
        String wider = STILL.replace("elman: 40", "elman: 30").replace("{dense: 1}", "{dense: 1, name: answer}");
        String all = Stream.of(
                        command("check", "again", wider, "start: sums/baseline/0"),
                        command("check", "again", STILL, "start: {from: sums/baseline/0, freeze: true}"),
                        command("check", "again", STILL, "start: {from: sums/baseline/0, parts: recurrent2}"),
                        command("check", "again", STILL, "start: {from: sums/baseline/0, layout: pytorch}"),
                        command("check", "again", STILL, "start: {from: sums/baseline/0, layout: torch}"))
                .map(answer -> answer.code() + "\n" + answer.err().replace(folder.toString(), "FOLDER"))
                .collect(Collectors.joining("\n"));
        new Golden("start-misfits").matches(all);
    }
}
