package org.recurve.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Pooling;
import org.recurve.api.plugin.Plugin;
import org.recurve.app.command.Shell.Answer;

/**
 * Padding is nothing: a data set that leaves four times the room its longest text needs gives the same bits of losses and of all
 * that was learnt, whatever layer reads it, or {@code check} warns of that layer.
 */
class PaddingTest {
    private static final int LONGEST = 6;
    private static final int WIDE = 4 * LONGEST;
    private static final Pattern DIGEST = Pattern.compile("\"digest\":\"(sha256:[0-9a-f]+)\"");
    private static final Pattern LOSS = Pattern.compile("\"test.loss\":([-+.0-9eE]+)");

    /** Layers that give each place parameters of its own, or take places apart: of these {@code check} warns. */
    private static final TreeSet<String> OF_THE_ROOM = new TreeSet<>(
            List.of("dense", "transposed-dense", "flatten", "layer-normalization", "fft-conv", "upsample by corners"));

    private static final String CHANNELS = "[embedding: 4, transpose: [1, 0], %s, global-pool: average, dense: 2]";
    private static final String STEPS = "[embedding: 4, %s, recurrent: {cell: {elman: 3}}, dense: 2]";
    private static final String ENDS = "[embedding: 4, %s]";

    /** For each layer the models it stands in. */
    private static final Map<String, List<String>> MODELS = new TreeMap<>(Map.ofEntries(
            Map.entry("block", channels("block: [{conv: {filters: 3, kernel: 2}}, relu]")),
            Map.entry(
                    "parallel",
                    channels(
                            "parallel: {branches: {a: [{conv: {filters: 3, kernel: 3, padding: same}}], b: [tanh], c: [{pool:"
                                    + " {size: 3, stride: 1, padding: same}}]}}",
                            "parallel: {join: sum, branches: {a: [{conv: {filters: 3, kernel: 2, stride: 2, padding: same}}],"
                                    + " b: [{conv: {filters: 3, kernel: 2, stride: 2}}]}}")),
            Map.entry("residual", channels("residual: [{conv: {filters: 4, kernel: 3, padding: same}}, relu]")),
            Map.entry(
                    "conv",
                    List.of(
                            model(
                                    CHANNELS,
                                    "conv: {filters: 3, kernel: 3, padding: same}",
                                    "relu",
                                    "conv: {filters: 3, kernel: 3, padding: same}",
                                    "pool: 2"),
                            model(CHANNELS, "conv: {filters: 3, kernel: 2}"),
                            model(
                                    CHANNELS,
                                    "conv: {filters: 3, kernel: 3, padding: full, dilation: 2}",
                                    "tanh",
                                    "conv: {filters: 2, kernel: 2, padding: [[2, 1]]}"),
                            model(
                                    CHANNELS,
                                    "conv: {filters: 3, kernel: 3, stride: 2, padding: same}",
                                    "conv: {filters: 3, kernel: 2, stride: 2, padding: same, flip: true}"),
                            model(
                                    CHANNELS,
                                    "conv: {filters: 4, kernel: 3, padding: same, sharing: {tiled: 2},"
                                            + " connectivity: depthwise}"),
                            model(
                                    STEPS,
                                    "transpose: [1, 0]",
                                    "conv: {filters: 3, kernel: 3, stride: 2}",
                                    "transpose: [1, 0]"))),
            Map.entry("fft-conv", channels("fft-conv: {filters: 3, kernel: 3, padding: same}")),
            Map.entry("dense", List.of(model(ENDS, "dense: 2"))),
            Map.entry("transposed-dense", List.of(model(ENDS, "transposed-dense: 2"))),
            Map.entry("flatten", List.of(model(ENDS, "flatten", "dense: 2"))),
            Map.entry("embedding", List.of(model(STEPS, "tanh"))),
            Map.entry("transpose", channels("transpose: [0, 1]")),
            Map.entry("softmax", List.of(model(CHANNELS, "softmax"), model(STEPS, "softmax"))),
            Map.entry("maxout", channels("maxout: 2")),
            Map.entry(
                    "pool",
                    channels("pool: {by: max, size: 2}", "pool: {by: average, size: 3, stride: 2, padding: same}")),
            Map.entry(
                    "adaptive-pool",
                    List.of(
                            model(ENDS, "transpose: [1, 0]", "adaptive-pool: 3", "dense: 2"),
                            model(
                                    ENDS,
                                    "transpose: [1, 0]",
                                    "conv: {filters: 3, kernel: 2}",
                                    "adaptive-pool: {size: 4, by: max}",
                                    "dense: 2"))),
            Map.entry("global-pool", channels("relu")),
            Map.entry(
                    "k-max",
                    List.of(model(
                            ENDS,
                            "transpose: [1, 0]",
                            "conv: {filters: 3, kernel: 2, stride: 2, padding: same}",
                            "k-max: {k: 2, missing: zeros}",
                            "dense: 2"))),
            Map.entry("subsample", channels("subsample: 2")),
            Map.entry("recurrent", List.of(model(STEPS, "recurrent: {cell: {lstm: 3}, output: all}"))),
            Map.entry(
                    "bidirectional",
                    List.of(
                            model(STEPS, "bidirectional: {cell: {gru: 3}, output: all}"),
                            model(ENDS, "bidirectional: {cell: {elman: 3}}", "dense: 2"))),
            Map.entry(
                    "each-step",
                    List.of(
                            model(STEPS, "each-step: [{dense: 3}, batch-normalization, relu]"),
                            model(STEPS, "each-step: [{dense: 3}, sigmoid, {sparse: 0.1}]"),
                            model(
                                    STEPS,
                                    "each-step: [{dense: 3}, {sparse: {weight: 0.1, by: l1}}, layer-normalization, {dropout: 0.3}]"))),
            Map.entry("held-gradient", List.of(model(ENDS, "held-gradient: {units: 3, classes: 2, strength: 0.5}"))),
            Map.entry(
                    "output-to-hidden",
                    List.of(model(STEPS, "output-to-hidden: {cell: {elman: 3}, outputs: 2, own: 1}"))),
            Map.entry(
                    "repeat",
                    List.of(model(
                            STEPS,
                            "recurrent: {cell: {elman: 3}}",
                            "repeat: ROOM",
                            "each-step: {layers: [{dense: 2}]}"))),
            Map.entry(
                    "attention",
                    List.of(
                            model(STEPS, "attention: {heads: 2}"),
                            model(STEPS, "attention: {heads: 3, units: 6, causal: true}", "attention"),
                            model(STEPS, "each-step: [{dense: 5}, tanh]", "attention"),
                            model(
                                    ENDS,
                                    "transpose: [1, 0]",
                                    "conv: {filters: 4, kernel: 3, stride: 2, padding: same}",
                                    "transpose: [1, 0]",
                                    "attention: {heads: 2}",
                                    "transpose: [1, 0]",
                                    "global-pool: average",
                                    "dense: 2"))),
            Map.entry("windowed-readout", List.of(model(STEPS, "windowed-readout: {units: 3, window: 3, decay: 0.5}"))),
            Map.entry(
                    "batch-normalization",
                    channels("batch-normalization", "conv: {filters: 3, kernel: 3, stride: 2}", "batch-normalization")),
            Map.entry(
                    "layer-normalization",
                    List.of(model(ENDS, "layer-normalization", "recurrent: {cell: {elman: 2}}"))),
            Map.entry(
                    "dropout",
                    List.of(
                            model(CHANNELS, "dropout: 0.4", "dropout: {rate: 0.2, spatial: true}"),
                            model(STEPS, "dropout: 0.4"))),
            Map.entry("corrupt", List.of(model(CHANNELS, "corrupt: {level: 0.1, noise: gaussian}", "corrupt: 0.2"))),
            Map.entry(
                    "group-normalization",
                    List.of(model(
                            CHANNELS,
                            "group-normalization: 2",
                            "conv: {filters: 4, kernel: 3, padding: same}",
                            "group-normalization: 4"))),
            Map.entry(
                    "local-response-normalization",
                    List.of(
                            model(CHANNELS, "local-response-normalization: {size: 3, alpha: 0.5}"),
                            model(STEPS, "local-response-normalization: {size: 3, alpha: 0.5}"))),
            Map.entry(
                    "transposed-conv",
                    channels(
                            "transposed-conv: {filters: 3, kernel: 3, stride: 2}",
                            "transposed-conv: {filters: 3, kernel: 3, stride: 2, padding: 1, output-padding: 1}",
                            "transposed-conv: {filters: 3, kernel: 3, stride: 3, padding: same}",
                            "transposed-conv: {filters: 3, kernel: 2, dilation: 2}")),
            Map.entry("upsample", channels("upsample: 2", "upsample: {factor: 3, by: bilinear}")),
            Map.entry("upsample by corners", channels("upsample: {factor: 2, by: bilinear, align-corners: true}")),
            Map.entry("random-shift", channels("random-shift: 2")),
            Map.entry("displace", channels("displace: 2")),
            Map.entry(
                    "sparse",
                    List.of(
                            model(CHANNELS, "sigmoid", "sparse: 0.1"),
                            model(STEPS, "sigmoid", "sparse: 0.1"),
                            model(CHANNELS, "sparse: {weight: 0.1, by: l1}")))));

    @TempDir
    Path folder;

    private static List<String> channels(String... layers) {
        return Stream.of(layers).map(layer -> model(CHANNELS, layer)).toList();
    }

    private static String model(String frame, String... layers) {
        return String.format(
                frame,
                String.join(", ", Stream.of(layers).map(PaddingTest::item).toList()));
    }

    private static String item(String layer) {
        return layer.contains(":") ? "{" + layer + "}" : layer;
    }

    @BeforeEach
    void writeMails() throws IOException {
        write("ham", "see you at noon\n\nthe list is down again today\nfine with me\nok\nnoon it is\nsee the list\n");
        write("spam", "free money now !\nyou win $ $ $ more\nbuy\nfree free\nmore money today\nwin now\n");
    }

    private void write(String label, String lines) throws IOException {
        Path file = folder.resolve("mails").resolve(label).resolve("a.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
    }

    /** The study of two variants that differ in the room, which is also where a model repeats something at every step. */
    private Answer answer(String command, String model) throws IOException {
        String file = """
                study: padding
                data: {text: {folder: mails, each: line, steps: ROOM, stratify: false, validation: 0.25, test: 0.25}}
                model: MODEL
                loss: cross-entropy
                train: {optimizer: {sgd: {learning-rate: 0.1, momentum: 0.5}}, epochs: 3, batch: 4}
                seeds: 1
                ablate: {wide: {set: {data.steps: WIDE}}}
                """.replace("MODEL", model)
                .replace("WIDE", WIDE + (model.contains("ROOM") ? ", repeat1.steps: " + WIDE : ""))
                .replace("ROOM", "" + LONGEST);
        Path path = Files.writeString(folder.resolve("a.yaml"), file);
        return recurve(command, path, "--data", folder, "--store", folder.resolve("store"), "--json");
    }

    /** Returns what the pattern finds in the answer of each of the two trials. */
    private static List<String> ofBoth(Pattern pattern, String answer) {
        List<String> found =
                pattern.matcher(answer).results().map(match -> match.group(1)).toList();
        assertEquals(2, found.size(), answer);
        return found;
    }

    private static <T> Stream<String> ids(Class<T> kind) {
        return ServiceLoader.load(kind).stream()
                .filter(provider -> !provider.type().getName().startsWith("org.recurve.example"))
                .map(provider -> provider.type().getAnnotation(Plugin.class).id());
    }

    private static Map<String, List<String>> models() {
        Map<String, List<String>> models = new TreeMap<>(MODELS);
        ids(Activation.class).forEach(id -> models.put(id, List.of(model(CHANNELS, id))));
        ids(Pooling.class).forEach(id -> models.put("pooling " + id, pooled(id.equals("p-norm") ? "{p-norm: 3}" : id)));
        return models;
    }

    private static List<String> pooled(String id) {
        return List.of(
                model(CHANNELS, "relu", "pool: {by: " + id + ", size: 3, stride: 2, padding: same}"),
                model(ENDS, "transpose: [1, 0]", "relu", "global-pool: {by: " + id + "}", "dense: 2"),
                model(ENDS, "transpose: [1, 0]", "relu", "adaptive-pool: {size: 2, by: " + id + "}", "dense: 2"));
    }

    @Test
    void everyLayerIsTried() {
        TreeSet<String> layers = ids(Layer.class).collect(Collectors.toCollection(TreeSet::new));
        layers.addAll(ids(Activation.class).toList());
        layers.remove("decoder"); // it writes targets of other lengths, in PairsTest
        TreeSet<String> tried = new TreeSet<>(models().keySet());
        tried.removeIf(id -> id.contains(" "));
        assertEquals(layers, tried, "each layer needs a model here");
    }

    @TestFactory
    Stream<DynamicTest> theRoomBesideATextIsNothing() {
        return models().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(model -> DynamicTest.dynamicTest(
                                entry.getKey() + " in " + model, () -> sameBits(entry.getKey(), model))));
    }

    private void sameBits(String id, String model) throws IOException {
        Answer check = answer("check", model);
        assertEquals(0, check.code(), model + "\n" + check.err());
        boolean warned = !check.out().contains("\"warnings\":[]");
        Matcher warnings = Pattern.compile("\"warnings\":\\[[^]]*\\]").matcher(check.out());
        assertTrue(warnings.find(), check.out());
        assertEquals(OF_THE_ROOM.contains(id), warned, warnings.group());
        if (!warned) {
            Answer run = answer("run", model);
            assertEquals(0, run.code(), model + "\n" + run.err());
            for (Pattern pattern : List.of(DIGEST, LOSS)) {
                List<String> both = ofBoth(pattern, run.out());
                assertEquals(both.getFirst(), both.getLast(), model);
            }
        }
    }
}
