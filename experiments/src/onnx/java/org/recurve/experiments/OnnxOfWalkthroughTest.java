package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.app.data.DataCache;
import org.recurve.app.data.DataFiles;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.engine.data.DataPool;
import org.recurve.experiments.OnnxAnswers.Array;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The model that WALKTHROUGH.md hands over: ONNX Runtime must read the same digits in the same images. */
class OnnxOfWalkthroughTest {
    private static final int SIDE = 28;
    private static final int CLASSES = 10;

    @TempDir
    Path folder;

    private static float[] asked(byte[] model, int images, float... pixels) throws Exception {
        Map<String, Array> outputs =
                OnnxAnswers.of(model, Map.of("input", new Array(new long[] {images, 1, SIDE, SIDE}, pixels)));
        return outputs.get("output").values();
    }

    private Data digits() throws Exception {
        Path none = Path.of("none");
        String text = Files.readString(folder.resolve("digits.yaml"));
        return new DataPool(new DataFiles(DataCache.folder().resolve("data"), Path.of(""), _ -> {}))
                .open(ExperimentReader.read(
                                "digits.yaml", text, new PluginFolder(none, none).registry(), Overrides.NONE)
                        .plan(1)
                        .trials()
                        .getFirst()
                        .data());
    }

    @Test
    void bothReadTheSameDigits() throws Exception {
        WalkthroughPage page = new WalkthroughPage(folder);
        BufferedImage one = page.draw();
        page.done(command -> command.equals("recurve run digits.yaml") || command.contains("--as onnx"), _ -> {});
        byte[] model = Files.readAllBytes(folder.resolve("handed/models/baseline-0.onnx"));

        float[] pixels = new float[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = one.getRaster().getSample(i % SIDE, i / SIDE, 0) / 255f;
        }
        float[] output = asked(model, 1, pixels);
        JsonNode ours =
                new JsonMapper().readTree(page.recurve("recurve predict digits/baseline/0 one.png --as json-lines"));
        double sum = IntStream.range(0, CLASSES)
                .mapToDouble(i -> Math.exp(output[i]))
                .sum();
        for (int i = 0; i < CLASSES; i++) {
            double probability = ours.get("probability " + i).asDouble();
            assertEquals(Math.exp(output[i]) / sum, probability, 1e-5 * probability, "class " + i);
        }

        Examples test = digits().split(Data.TEST);
        float[] images = new float[test.size() * SIDE * SIDE];
        float[] classes = new float[test.size()];
        for (int i = 0; i < test.size(); i++) {
            test.read(i, Field.INPUT, images, i * SIDE * SIDE);
            test.read(i, Field.TARGET, classes, i);
        }
        float[] outputs = asked(model, test.size(), images);
        long right = IntStream.range(0, test.size())
                .filter(i -> IntStream.range(0, CLASSES)
                        .allMatch(k -> outputs[i * CLASSES + k] <= outputs[i * CLASSES + (int) classes[i]]))
                .count();
        double accuracy = new JsonMapper()
                .readTree(page.recurve("recurve evaluate digits/baseline/0 --split test --measure accuracy --json"))
                .get("metrics")
                .get("test.accuracy")
                .asDouble();
        assertEquals(accuracy, (double) right / test.size(), 1e-12);
    }
}
