package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.app.command.Shell.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains a small net with each layer from a file. The expected losses before training and after three steps are NumPy's, in
 * double, of definitions after the documentation of PyTorch's {@code ConvTranspose2d}, {@code Upsample}, {@code GroupNorm} and
 * {@code LocalResponseNorm}, with gradients by central differences:
 *
 * <pre>
 * transposed-conv:  y[:, :, i s : i s + k, j s : j s + k] += einsum('nc,cokl->nokl', x[:, :, i, j], w), padding cut off
 *                   (each filter has the kernel given, shared out among the four channels: w is a quarter of it)
 * nearest:          x.repeat(2, 2).repeat(2, 3)
 * bilinear:         einsum('ai,ncij,bj->ncab', A, x, A), A interpolating at max((i + 1/2) / 2 - 1/2, 0), or i (n - 1) / (2 n - 1)
 * groups:           z = x.reshape(n, groups, -1); (z - z.mean(2)) / sqrt(z.var(2) + 1e-5) * gain + bias
 * local response:   x[:, i] / (k + alpha / n * (x[:, i - n // 2 : i + (n - 1) // 2 + 1] ** 2).sum(1)) ** beta
 * </pre>
 */
class LayerNumbersTest {
    private static final int EXAMPLES = 6;
    private static final int INPUTS = 4 * 3 * 3;

    private static final String FILE = """
            study: layers
            data: {npy: {input: x.npy, target: t.npy, answers: numbers, validation: 0, test: 0}}
            model:
              - conv: {filters: 4, kernel: 1, initializer: identity}
              - LAYER
              - flatten
              - dense: {units: 1, initializer: {from-file: {path: "PATH", sha256: SHA}}}
            loss: squared-error
            train: {optimizer: {sgd: RATE}, epochs: EPOCHS, batch: 6}
            measure: [train.mean-squared-error]
            seeds: 1
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        npy("x.npy", "(6, 4, 3, 3)", EXAMPLES * INPUTS, k -> (7 * k % 11 - 5) / 4.0);
        npy("t.npy", "(6, 1)", EXAMPLES, e -> (3 * e % 5 - 2) / 2.0);
    }

    private void npy(String name, String shape, int size, IntToDoubleFunction value) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteBuffer all =
                ByteBuffer.allocate(10 + padded.length() + Float.BYTES * size).order(ByteOrder.LITTLE_ENDIAN);
        all.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) padded.length());
        all.put(padded.getBytes(StandardCharsets.US_ASCII));
        IntStream.range(0, size).forEach(k -> all.putFloat((float) value.applyAsDouble(k)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(all.array());
        Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private double loss(String layer, int units, String rate, int epochs) throws Exception {
        String numbers = IntStream.range(0, units)
                .mapToObj(k -> (5 * k % 7 - 3) / 40.0 + "")
                .collect(Collectors.joining("\n"));
        Path weights = Files.writeString(folder.resolve("weights.txt"), numbers);
        String sha =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(weights)));
        Path file = Files.writeString(
                folder.resolve("layers.yaml"),
                FILE.replace("LAYER", layer)
                        .replace("PATH", weights.toString())
                        .replace("SHA", '"' + sha + '"')
                        .replace("RATE", rate)
                        .replace("EPOCHS", String.valueOf(epochs)));
        Answer answer = recurve("run", file, "--data", folder, "--store", folder.resolve("store"), "--json");
        assertEquals(0, answer.code(), answer.err());
        return new JsonMapper()
                .readTree(answer.out())
                .get("trials")
                .get(0)
                .get("metrics")
                .get("train.mean-squared-error")
                .doubleValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transposed-conv: {filters: 2, kernel: 2, stride: 2, initializer: {given: [[0.5, -1], [0.25, 1]]}} | 72 |"
                        + " 0.5892516835530598 | 0.5216748562261181 | 127",
                "transposed-conv: {filters: 2, kernel: 3, stride: 2, padding: 1, output-padding: 1, initializer: {given:"
                        + " [[0.5, -1, 0], [0.25, 1, -0.5], [0, 0.75, -0.25]]}} | 72 | 0.6200851440429688 | 0.5262536637766592 | 167",
                "upsample: 2 | 144 | 0.8609700520833335 | 0.14234526963034985 | 165",
                "upsample: {factor: 2, by: bilinear} | 144 | 0.7684298197428386 | 0.2883641247670555 | 165",
                "upsample: {factor: 2, by: bilinear, align-corners: true} | 144 | 0.7400030208333334 |"
                        + " 0.2950517187783192 | 165",
                "group-normalization: 2 | 36 | 0.3708444169740685 | 0.2048492173322102 | 65",
                "local-response-normalization: {size: 3, alpha: 0.5, beta: 0.75, k: 2} | 36 | 0.4813094941332921 |"
                        + " 0.41925075097954284 | 57",
                "local-response-normalization: {size: 4, alpha: 1, beta: 0.5} | 36 | 0.43923541599484434 |"
                        + " 0.32885771698502203 | 57"
            })
    void trainsAsNumPyDoesAndIsExported(String layer, int units, double before, double after, int parameters)
            throws Exception {
        assertEquals(before, loss(layer, units, "1.0e-30", 1), 2e-6 * before);
        assertEquals(after, loss(layer, units, "0.02", 3), 2e-5 * after);
        Path to = folder.resolve("out");
        Path store = folder.resolve("store");
        Answer export =
                recurve("export", "layers", "--data", folder, "--store", store, "--as", "safetensors", "--to", to);
        assertEquals(0, export.code(), export.err());
        assertEquals(parameters, exported(to));
    }

    /** How many numbers the tensors of the one file have. */
    private static long exported(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(to)) {
            Path file = files.filter(f -> f.toString().endsWith(".safetensors"))
                    .findFirst()
                    .orElseThrow();
            ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            byte[] header = new byte[(int) all.getLong()];
            all.get(header);
            JsonNode tensors = new JsonMapper().readTree(header);
            assertTrue(all.remaining() % Float.BYTES == 0);
            long numbers = 0;
            for (JsonNode tensor : tensors) {
                if (tensor.has("shape")) {
                    long size = 1;
                    for (JsonNode dim : tensor.get("shape")) {
                        size *= dim.intValue();
                    }
                    numbers += size;
                }
            }
            assertEquals(numbers, all.remaining() / Float.BYTES);
            return numbers;
        }
    }
}
