package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportTest {
    private static final String FILE = """
        study: sums
        data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
        model: [recurrent: {cell: {elman: 3}}, dense: 1]
        loss: squared-error
        train: {optimizer: {sgd: 0.05}, epochs: 3, batch: 16}
        checkpoint: {steps: 1, keep: 2}
        measure: [test.mean-squared-error]
        seeds: 1
        ablate: {wild: {set: {train.optimizer.learning-rate: 1.0e30}}}
        """;

    @TempDir
    Path folder;

    private Path store;
    private Path to;

    @BeforeEach
    void run() throws IOException {
        store = folder.resolve("store");
        to = folder.resolve("out");
        Path file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        Answer answer = recurve("run", file, "--store", store);
        assertEquals(1, answer.code(), answer.err());
    }

    private Answer export(Object... words) {
        List<Object> all = new java.util.ArrayList<>(List.of("export", "sums", "--store", store, "--to", to));
        all.addAll(List.of(words));
        return recurve(all.toArray());
    }

    @Test
    void twoFormatsThatWouldWriteTheSameFilesAreRefused() {
        Answer answer = export("--as", "csv", "--as", "csv");
        assertEquals(2, answer.code(), answer.out());
        assertTrue(answer.err().contains("csv and csv would write the same files, ending in .csv"), answer.err());
        assertFalse(Files.exists(to), "nothing is written");
    }

    @Test
    void tablesHoldEveryTrialAndEpoch() throws IOException {
        Answer answer = export("--as", "csv", "--as", "json-lines");
        assertEquals(0, answer.code(), answer.err());
        assertEquals(
                List.of("trials.csv", "epochs.csv", "trials.jsonl", "epochs.jsonl"),
                answer.out()
                        .lines()
                        .map(line -> Path.of(line).getFileName().toString())
                        .toList());
        JsonNode shown = new JsonMapper()
                .readTree(recurve("show", "sums", "--json", "--store", store).out());
        List<String> trials = Files.readAllLines(to.resolve("trials.jsonl"));
        assertEquals(2, trials.size());
        for (int i = 0; i < trials.size(); i++) {
            JsonNode trial = new JsonMapper().readTree(trials.get(i));
            JsonNode expected = shown.get("trials").get(i);
            assertEquals(expected.get("digest"), trial.get("digest"));
            assertEquals(expected.get("status"), trial.get("status"));
            assertEquals(expected.get("metrics").get("test.mean-squared-error"), trial.get("test.mean-squared-error"));
        }
        List<String> epochs = Files.readAllLines(to.resolve("epochs.csv"));
        assertTrue(epochs.getFirst().startsWith("study,variant,task,seed,trial,epoch,step,"), epochs.getFirst());
        assertEquals(
                3,
                epochs.stream()
                        .filter(line -> line.startsWith("sums,baseline,"))
                        .count());
    }

    @Test
    void weightsAreThoseThatTheDigestIsOf() throws IOException {
        Answer answer = export("--as", "safetensors", "--as", "npz");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.err().contains("wild/0: its weights are skipped, since it did not finish"), answer.err());
        Path file = to.resolve("weights/baseline-0.safetensors");
        assertTrue(Files.exists(to.resolve("weights/baseline-0.npz")));
        byte[] first = Files.readAllBytes(file);
        ByteBuffer bytes = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) bytes.getLong()];
        bytes.get(header);
        JsonNode all = new JsonMapper().readTree(header);
        JsonNode shown = new JsonMapper()
                .readTree(recurve("show", "sums", "--json", "--store", store).out());
        assertEquals(
                shown.get("trials").get(0).get("digest"),
                all.get("__metadata__").get("digest"));
        long numbers = 0;
        for (JsonNode entry : all) {
            if (entry.has("shape")) {
                long size = 1;
                for (JsonNode dim : entry.get("shape")) {
                    size *= dim.intValue();
                }
                numbers += size;
            }
        }
        assertEquals(
                3 * 3 + 3 * 2 + 3 + 3 + 1, numbers, "U, W and b of three units over two inputs, and a line of three");
        // Without what is kept it runs from its beginning if that is asked for, and comes to the same bits.
        try (java.util.stream.Stream<Path> tree = Files.walk(store)) {
            for (Path weights : tree.filter(path -> path.endsWith("weights")).toList()) {
                Files.delete(weights);
            }
        }
        Answer asks = export("--as", "safetensors");
        assertEquals(2, asks.code());
        assertTrue(asks.err().contains("baseline/0: its weights are not kept"), asks.err());
        assertTrue(asks.err().contains("Training it again takes about 1 s, as long as the first time"), asks.err());
        for (Path checkpoint : Files.walk(store)
                .filter(path -> path.toString().endsWith(".checkpoint"))
                .toList()) {
            Files.delete(checkpoint);
        }
        assertEquals(
                0, export("--as", "safetensors", "--threads", 2, "--retrain").code());
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    @Test
    void unknownFormatsAndTrialsAreTheUsersMistake() {
        Answer format = export("--as", "cvs");
        assertEquals(2, format.code());
        assertTrue(format.err().contains("there is no exporter \"cvs\". Did you mean \"csv\"?"), format.err());
        assertEquals(2, recurve("export", "sms", "--store", store).code());
        assertFalse(Files.exists(to));
    }
}
