package org.recurve.experiments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.recurve.api.data.Data;
import org.recurve.app.data.DataFiles;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.spec.TrialSpec;

/**
 * Layers in small models, each trained in a moment on images or on sequences of any numbers and asked in ONNX Runtime.
 *
 * @param folder for the numbers
 * @param plugins that the layers are among
 */
record AskedLayers(Path folder, PluginRegistry plugins) {
    /**
     * Returns a test for each.
     *
     * @param images layers on images, a line each; a dense one follows
     * @param sequences the same on sequences, whose end a recurrent one reads first
     */
    Stream<DynamicTest> tests(List<String> images, List<String> sequences) throws IOException {
        npy("image.npy", "20, 2, 6, 6", 20 * 72);
        npy("sequence.npy", "20, 5, 3", 20 * 15);
        npy("y.npy", "20, 2", 40);
        return Stream.concat(
                images.stream().map(layers -> test("image", layers, "")),
                sequences.stream().map(layers -> test("sequence", layers, "- recurrent: {cell: {elman: 3}}\n")));
    }

    private void npy(String name, String shape, int count) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
        String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(10 + padded.length() + 4 * count).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        bytes.putShort((short) padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            bytes.putFloat((float) random.nextGaussian());
        }
        Files.write(folder.resolve(name), bytes.array());
    }

    private DynamicTest test(String input, String layers, String then) {
        return DynamicTest.dynamicTest(layers, () -> {
            String items = layers.lines().map(line -> "- " + line + "\n").collect(Collectors.joining());
            String text =
                    "study: layers\ndata: {npy: {input: " + input + ".npy, target: y.npy, answers: numbers}}\nmodel:\n"
                            + items + then + "- dense: 2\nloss: squared-error\n"
                            + "train: {optimizer: {sgd: {learning-rate: 0.01}}, epochs: 1, batch: 4}\nseeds: 1\n";
            TrialSpec trial = ExperimentReader.read(
                            "layers.yaml", text, plugins, new Overrides(false, List.of(), List.of()))
                    .plan(1)
                    .trials()
                    .getFirst();
            DataPool pool = new DataPool(new DataFiles(folder.resolve("cache"), folder, _ -> {}));
            TrainedInAMoment.of(trial, pool.open(trial.data())).compare(Data.TRAIN);
        });
    }
}
