package org.recurve.app.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.RecurveCommand;
import org.recurve.experiments.OnnxAnswers;
import org.recurve.experiments.OnnxAnswers.Array;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Weights as PyTorch names and orders them, written to a file of which a model here reads them, and given to ONNX Runtime's own LSTM,
 * GRU, Conv, BatchNormalization and Gemm, whose orders the ONNX specification gives: both must answer the same.
 */
class OnnxOfPytorchTest {
    private static final int EXAMPLES = 10;
    private static final int STEPS = 4;
    private static final int FEATURES = 3;
    private static final int UNITS = 2;

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private final Map<String, int[]> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> weights = new LinkedHashMap<>();

    private float[] numbers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * 0.7);
        }
        return values;
    }

    private void weight(String name, int... shape) {
        shapes.put(name, shape);
        weights.put(name, numbers(Arrays.stream(shape).reduce(1, (a, b) -> a * b)));
    }

    private Path safetensors() throws IOException {
        List<String> entries = new ArrayList<>();
        ByteArrayOutputStream numbers = new ByteArrayOutputStream();
        weights.forEach((name, values) -> {
            int from = numbers.size();
            numbers.writeBytes(floats(values));
            entries.add("\"" + name + "\":{\"dtype\":\"F32\",\"shape\":" + Arrays.toString(shapes.get(name))
                    + ",\"data_offsets\":[" + from + "," + numbers.size() + "]}");
        });
        int end = numbers.size();
        entries.add("\"bn.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[" + end + ","
                + (end + 8) + "]}");
        numbers.writeBytes(new byte[8]);
        byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        file.writeBytes(header);
        file.writeBytes(numbers.toByteArray());
        return Files.write(folder.resolve("torch.safetensors"), file.toByteArray());
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private float[] npy(String name, int... example) throws IOException {
        float[] values = numbers(EXAMPLES * Arrays.stream(example).reduce(1, (a, b) -> a * b));
        String dims = EXAMPLES + ", "
                + Arrays.stream(example).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dims + "), }";
        String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        file.writeBytes(new byte[] {(byte) padded.length(), (byte) (padded.length() >> 8)});
        file.writeBytes(padded.getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(floats(values));
        Files.write(folder.resolve(name), file.toByteArray());
        return values;
    }

    private String recurve(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all =
                new ArrayList<>(Arrays.stream(words).map(String::valueOf).toList());
        all.addAll(List.of("--store", folder.resolve("store").toString(), "--data", folder.toString()));
        int code = RecurveCommand.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        assertEquals(0, code, () -> err + "\n" + out);
        notes = err.toString();
        return out.toString();
    }

    private String notes = "";

    /** Trains a model for nothing but its shapes, and asks it with the file's weights. */
    private float[] ours(String model, int outputs, String... renames) throws IOException {
        npy("y.npy", outputs);
        Path study = Files.writeString(folder.resolve("torch.yaml"), """
                study: torch
                data: {npy: {input: x.npy, target: y.npy, answers: numbers}}
                model: MODEL
                loss: squared-error
                train: {optimizer: {sgd: {learning-rate: 0.01}}, epochs: 1, batch: 8}
                measure: [test.largest-error]
                seeds: 1
                """.replace("MODEL", model));
        recurve("run", study);
        List<Object> words = new ArrayList<>(List.of(
                "predict",
                "torch",
                folder.resolve("x.npy"),
                "--as",
                "json-lines",
                "--weights",
                safetensors(),
                "--layout",
                "pytorch"));
        for (String rename : renames) {
            words.addAll(List.of("--rename", rename));
        }
        List<Float> answers = new ArrayList<>();
        recurve(words.toArray()).lines().forEach(line -> {
            JsonNode answer = new JsonMapper().readTree(line);
            answer.properties().stream()
                    .filter(entry ->
                            entry.getValue().isNumber() && !entry.getKey().equals("step"))
                    .forEach(entry -> answers.add((float) entry.getValue().asDouble()));
        });
        assertEquals(EXAMPLES * outputs, answers.size());
        float[] values = new float[answers.size()];
        IntStream.range(0, values.length).forEach(i -> values[i] = answers.get(i));
        return values;
    }

    private static void compare(OnnxGraph graph, float[] ours, Array input) throws Exception {
        byte[] model = OnnxExport.model(graph.message("oracle"), Map.of());
        OnnxAnswers.assertSame(
                "torch", ours, OnnxAnswers.of(model, Map.of("input", input)).get("output"));
    }

    /** Puts blocks of a gate each into another order. */
    private float[] gates(String name, int... order) {
        float[] from = weights.get(name);
        int size = from.length / order.length;
        float[] to = new float[from.length];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(from, order[i] * size, to, i * size, size);
        }
        return to;
    }

    private static float[] join(float[] a, float[] b) {
        float[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private void recurrentWeights(String module, String end, int gates) {
        weight(module + ".weight_ih_l0" + end, gates * UNITS, FEATURES);
        weight(module + ".weight_hh_l0" + end, gates * UNITS, UNITS);
        weight(module + ".bias_ih_l0" + end, gates * UNITS);
        weight(module + ".bias_hh_l0" + end, gates * UNITS);
    }

    /** ONNX orders the gates of its LSTM i o f c, and those of its GRU z r h. */
    private OnnxGraph recurrent(String operator, String module, int[] order, List<String> ends, OnnxAttribute... more) {
        OnnxGraph graph = new OnnxGraph();
        graph.input("input", List.of(STEPS, FEATURES));
        float[] w = {};
        float[] r = {};
        float[] b = {};
        for (String end : ends) {
            w = join(w, gates(module + ".weight_ih_l0" + end, order));
            r = join(r, gates(module + ".weight_hh_l0" + end, order));
            b = join(b, gates(module + ".bias_ih_l0" + end, order));
            b = join(b, gates(module + ".bias_hh_l0" + end, order));
        }
        int rows = order.length * UNITS;
        graph.initializer("w", List.of(ends.size(), rows, FEATURES), w);
        graph.initializer("r", List.of(ends.size(), rows, UNITS), r);
        graph.initializer("b", List.of(ends.size(), 2 * rows), b);
        String x = graph.add("Transpose", List.of(OnnxAttribute.list("perm", 1, 0, 2)), "input");
        List<OnnxAttribute> attributes = new ArrayList<>(List.of(more));
        attributes.add(OnnxAttribute.of("hidden_size", UNITS));
        graph.add(operator, attributes, List.of(x, "w", "r", "b"), List.of("y", "last"));
        String last = graph.add("Transpose", List.of(OnnxAttribute.list("perm", 1, 0, 2)), "last");
        int outputs = ends.size() * UNITS;
        graph.add("Reshape", List.of(), List.of(last, graph.longs(-1, outputs)), List.of("output"));
        graph.output("output", List.of(outputs));
        return graph;
    }

    @Test
    void anLstmHasItsGates() throws Exception {
        recurrentWeights("recurrent1", "", 4);
        float[] x = npy("x.npy", STEPS, FEATURES);
        float[] ours = ours("[{recurrent: {cell: {lstm: 2}}}]", UNITS);
        assertTrue(
                notes.contains(
                        "recurrent1.cell.U-f is recurrent1.weight_ih_l0 of the file, 2×3: rows 2 to 3, gate f of i f g o"),
                notes);
        compare(
                recurrent("LSTM", "recurrent1", new int[] {0, 3, 1, 2}, List.of("")),
                ours,
                new Array(new long[] {EXAMPLES, STEPS, FEATURES}, x));
    }

    @Test
    void bothDirectionsHaveTheirOwn() throws Exception {
        recurrentWeights("encoder", "", 4);
        recurrentWeights("encoder", "_reverse", 4);
        float[] x = npy("x.npy", STEPS, FEATURES);
        float[] ours = ours("[{bidirectional: {cell: {lstm: 2}}}]", 2 * UNITS, "encoder=bidirectional1");
        compare(
                recurrent(
                        "LSTM",
                        "encoder",
                        new int[] {0, 3, 1, 2},
                        List.of("", "_reverse"),
                        OnnxAttribute.of("direction", "bidirectional")),
                ours,
                new Array(new long[] {EXAMPLES, STEPS, FEATURES}, x));
    }

    @Test
    void aGruResetsAfterTheProduct() throws Exception {
        recurrentWeights("recurrent1", "", 3);
        float[] x = npy("x.npy", STEPS, FEATURES);
        float[] ours = ours("[{recurrent: {cell: {gru: {units: 2, reset: after}}}}]", UNITS);
        compare(
                recurrent(
                        "GRU",
                        "recurrent1",
                        new int[] {1, 0, 2},
                        List.of(""),
                        OnnxAttribute.of("linear_before_reset", 1)),
                ours,
                new Array(new long[] {EXAMPLES, STEPS, FEATURES}, x));
    }

    @Test
    void convolutionsNormalizationsAndDenseLayersAreTheirs() throws Exception {
        weight("features.0.weight", 3, 2, 3, 3);
        weight("features.0.bias", 3);
        for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
            weight("bn." + name, 3);
        }
        float[] variance = weights.get("bn.running_var");
        for (int i = 0; i < variance.length; i++) {
            variance[i] = variance[i] * variance[i] + 0.5f;
        }
        weight("fc.weight", 4, 90);
        weight("fc.bias", 4);
        float[] x = npy("x.npy", 2, 5, 6);
        float[] ours = ours(
                "[{conv: {filters: 3, kernel: 3, padding: 1}}, batch-normalization, {dense: 4}]",
                4,
                "features.0=conv1",
                "bn=batch-normalization1",
                "fc=dense1");
        assertTrue(notes.contains("conv1.w is features.0.weight of the file, 1×3×2×3×3: 3×2×3×3 as 1×3×2×3×3"), notes);
        assertTrue(notes.contains("is bn.weight of the file, 3: less 1"), notes);
        OnnxGraph graph = new OnnxGraph();
        graph.input("input", List.of(2, 5, 6));
        weights.forEach((name, values) ->
                graph.initializer(name, Arrays.stream(shapes.get(name)).boxed().toList(), values));
        String conv = graph.add(
                "Conv",
                List.of(OnnxAttribute.list("pads", 1, 1, 1, 1)),
                "input",
                "features.0.weight",
                "features.0.bias");
        String normal =
                graph.add("BatchNormalization", conv, "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var");
        String flat = graph.add("Flatten", normal);
        graph.add(
                "Gemm",
                List.of(OnnxAttribute.of("transB", 1)),
                List.of(flat, "fc.weight", "fc.bias"),
                List.of("output"));
        graph.output("output", List.of(4));
        compare(graph, ours, new Array(new long[] {EXAMPLES, 2, 5, 6}, x));
    }
}
