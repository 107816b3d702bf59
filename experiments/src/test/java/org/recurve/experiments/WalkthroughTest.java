package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
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
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.app.command.RecurveCommand;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntTensor;

/** Does everything that WALKTHROUGH.md says, in its order, on a few examples. */
class WalkthroughTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(yaml|sh)\n(.*?)```");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern FILE = Pattern.compile(".*\\.(yaml|png|safetensors|onnx)|handed");

    private static final Pattern ACCURACY = Pattern.compile("(?<=accuracy\\s{1,20})[0-9.]+");

    @TempDir
    Path folder;

    /** Writes the page's files, and gives its commands with what each of them said. */
    private Map<String, String> done() throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        for (MatchResult block : BLOCK.matcher(Files.readString(Path.of("WALKTHROUGH.md")))
                .results()
                .toList()) {
            if (block.group(1).equals("yaml")) {
                String text = block.group(2);
                String name = text.lines().findFirst().orElseThrow().substring("# ".length());
                Files.writeString(folder.resolve(name), few(text));
            } else {
                for (String command : block.group(2).lines().toList()) {
                    if (command.contains("torch.safetensors")) {
                        Files.write(folder.resolve("torch.safetensors"), torch());
                    }
                    said.put(command, recurve(few(command)));
                }
            }
        }
        return said;
    }

    private static String few(String text) {
        return text.replaceAll("train: [12]0000?,", "train: 200,")
                .replaceAll("(validation|test): \\d+", "$1: 50")
                .replace("epochs: 40", "epochs: 2");
    }

    private String recurve(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            words.add(FILE.matcher(word).matches() ? folder.resolve(word).toString() : word);
        }
        assertEquals("recurve", words.removeFirst());
        words.addAll(List.of("--store", store().toString(), "--data", folder.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = RecurveCommand.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
        assertEquals(0, code, () -> command + "\n" + err);
        return out.toString();
    }

    private Path store() {
        return folder.resolve("store");
    }

    private static Map<String, float[]> learnt(StoreReader reader, String study, int trial) {
        TrialView view = reader.study(study).orElseThrow().trials().get(trial);
        return reader.learnt(view).orElseThrow().tensors().stream()
                .map(LearntTensor::tensor)
                .collect(Collectors.toMap(Tensor::name, Tensor::values));
    }

    @Test
    void thePageIsTrue() throws IOException {
        BufferedImage one = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 5; y <= 22; y++) {
            for (int x = 13; x <= 15; x++) {
                one.setRGB(x, y, 0xFFFFFF);
            }
        }
        ImageIO.write(one, "png", folder.resolve("one.png").toFile());
        float[] weight = new float[2880];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (i % 7 - 3) / 64f;
        }
        float[] bias = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        Files.write(
                folder.resolve("theirs.safetensors"),
                safetensors(List.of(new Saved("fc.weight", "10,288", weight), new Saved("fc.bias", "10", bias))));

        Map<String, String> said = done();

        String answer = said.get("recurve predict digits/baseline/0 one.png");
        assertTrue(answer.lines().toList().get(1).matches(".*one\\.png +\\d +0\\.\\d+ .*"), answer);
        List<String> accuracies = said.keySet().stream()
                .filter(command -> command.startsWith("recurve evaluate digits/baseline/0 --split"))
                .map(command -> ACCURACY.matcher(said.get(command))
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group())
                .toList();
        assertEquals(3, accuracies.size());
        assertEquals(1, accuracies.stream().distinct().count(), accuracies.toString());
        String checked = said.get("recurve check clothes.yaml");
        assertTrue(checked.contains("starts from digits/baseline/0 (sha256:"), checked);
        assertTrue(checked.contains("classify.b, classify.w, strokes.b, strokes.w"), checked);
        try (Store store = Store.open(store())) {
            StoreReader reader = store.reader();
            Map<String, float[]> digits = learnt(reader, "digits", 0);
            Map<String, float[]> clothes = learnt(reader, "clothes", 0);
            assertArrayEquals(digits.get("strokes.w"), clothes.get("strokes.w"));
            assertFalse(Arrays.equals(digits.get("classify.w"), clothes.get("classify.w")));
            assertFalse(Arrays.equals(
                    digits.get("strokes.w"), learnt(reader, "clothes", 1).get("strokes.w")));
            Map<String, float[]> theirs = learnt(reader, "theirs", 0);
            assertArrayEquals(weight, theirs.get("classify.w"));
            assertArrayEquals(bias, theirs.get("classify.b"));
            TrialView longer =
                    reader.study("digits+train.epochs=3").orElseThrow().trials().getFirst();
            TrialView shorter = reader.study("digits").orElseThrow().trials().getFirst();
            assertEquals(
                    reader.epochs(shorter.id()).get(1).measured(),
                    reader.epochs(longer.id()).get(1).measured(),
                    "taken over");
        }
    }

    /** What {@code state_dict()} of the same network in PyTorch holds: kernels as filters, channels, rows, columns. */
    private byte[] torch() {
        try (Store store = Store.open(store())) {
            Map<String, float[]> learnt = learnt(store.reader(), "digits", 0);
            return safetensors(List.of(
                    new Saved("0.weight", "8,1,5,5", learnt.get("strokes.w")),
                    new Saved("0.bias", "8", learnt.get("strokes.b")),
                    new Saved("4.weight", "10,288", learnt.get("classify.w")),
                    new Saved("4.bias", "10", learnt.get("classify.b"))));
        }
    }

    private record Saved(String name, String shape, float[] values) {}

    /** The format of Hugging Face: the length of a JSON header, the header, then little-endian floats. */
    private static byte[] safetensors(List<Saved> tensors) {
        StringJoiner entries = new StringJoiner(",", "{", "}");
        int length = 0;
        for (Saved tensor : tensors) {
            int end = length + 4 * tensor.values().length;
            entries.add("\"" + tensor.name() + "\":{\"dtype\":\"F32\",\"shape\":[" + tensor.shape()
                    + "],\"data_offsets\":[" + length + "," + end + "]}");
            length = end;
        }
        byte[] header = entries.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header);
        tensors.forEach(tensor -> {
            for (float value : tensor.values()) {
                bytes.putFloat(value);
            }
        });
        return bytes.array();
    }
}
