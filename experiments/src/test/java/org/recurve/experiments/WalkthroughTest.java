package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntTensor;

/** Does everything that WALKTHROUGH.md says, in its order, on a few examples. */
class WalkthroughTest {
    private static final Pattern ACCURACY = Pattern.compile("(?<=accuracy\\s{1,20})[0-9.]+");

    @TempDir
    Path folder;

    private static Map<String, float[]> learnt(StoreReader reader, String study, int trial) {
        TrialView view = reader.study(study).orElseThrow().trials().get(trial);
        return reader.learnt(view).orElseThrow().tensors().stream()
                .map(LearntTensor::tensor)
                .collect(Collectors.toMap(Tensor::name, Tensor::values));
    }

    @Test
    void thePageIsTrue() throws IOException {
        WalkthroughPage page = new WalkthroughPage(folder);
        page.draw();
        float[] weight = new float[2880];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (i % 7 - 3) / 64f;
        }
        float[] bias = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        write(
                "theirs.safetensors",
                safetensors(List.of(new Saved("fc.weight", "10,288", weight), new Saved("fc.bias", "10", bias))));

        Map<String, String> said = page.done(_ -> true, command -> {
            if (command.contains("torch.safetensors")) {
                write("torch.safetensors", torch(page.store()));
            }
        });

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
        String theirs = said.get("recurve check theirs.yaml");
        assertTrue(
                theirs.contains("classify.b = fc.bias, classify.w = fc.weight; drawn: strokes.b, strokes.w"), theirs);
        try (Store store = Store.open(page.store())) {
            StoreReader reader = store.reader();
            Map<String, float[]> digits = learnt(reader, "digits", 0);
            Map<String, float[]> clothes = learnt(reader, "clothes", 0);
            assertArrayEquals(digits.get("strokes.w"), clothes.get("strokes.w"));
            assertFalse(Arrays.equals(digits.get("classify.w"), clothes.get("classify.w")));
            assertFalse(Arrays.equals(
                    digits.get("strokes.w"), learnt(reader, "clothes", 1).get("strokes.w")));
            assertArrayEquals(weight, learnt(reader, "theirs", 0).get("classify.w"));
            assertArrayEquals(bias, learnt(reader, "theirs", 0).get("classify.b"));
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
    private static byte[] torch(Path folder) {
        try (Store store = Store.open(folder)) {
            Map<String, float[]> learnt = learnt(store.reader(), "digits", 0);
            return safetensors(List.of(
                    new Saved("0.weight", "8,1,5,5", learnt.get("strokes.w")),
                    new Saved("0.bias", "8", learnt.get("strokes.b")),
                    new Saved("4.weight", "10,288", learnt.get("classify.w")),
                    new Saved("4.bias", "10", learnt.get("classify.b"))));
        }
    }

    private void write(String name, byte[] content) {
        try {
            Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
