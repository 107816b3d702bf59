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
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.app.data.DataFiles;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.spec.TrialSpec;

/** Layers, cells and functions that no shipped experiment has, on images and on sequences of any numbers. */
class OnnxOfLayersTest {
    private static final Path NONE = Path.of("none");
    private static final PluginRegistry PLUGINS = new PluginFolder(NONE, NONE).registry();

    private static final List<String> OF_IMAGES = List.of(
            "conv: {filters: 4, kernel: 3, padding: full, dilation: 2, flip: true}\ntanh",
            "conv: {filters: 4, kernel: 3, stride: 2, padding: same, connectivity: depthwise}\nelu",
            "conv: {filters: 4, kernel: 3, padding: same, sharing: {tiled: 2}, connectivity: {groups: 2}}\ngelu",
            "conv: {filters: 2, kernel: 2, sharing: unshared}\nswish",
            "conv: {filters: 2, kernel: 2, sharing: row-shared}\nsoftplus",
            "fft-conv: {filters: 3, kernel: 3, padding: same}\nleaky-relu",
            "transposed-conv: {filters: 3, kernel: 3, stride: 2, padding: 1, output-padding: 1}\nhard-tanh",
            "parallel: {branches: {a: [{conv: {filters: 2, kernel: 3, padding: same}}], b: [tanh]}}",
            "residual: [{conv: {filters: 2, kernel: 3, padding: same}}, relu]\nhard-sigmoid",
            "pool: {by: max, size: 3, stride: 2, padding: same}",
            "pool: {by: average, size: 3, stride: 2, padding: same}",
            "pool: {by: l2, size: 2}\nsoftmax",
            "adaptive-pool: {size: 4, by: max}",
            "global-pool: average",
            "subsample: 2",
            "maxout: 2",
            "upsample: {factor: 3, by: bilinear}",
            "batch-normalization",
            "layer-normalization",
            "group-normalization: 2",
            "local-response-normalization: {size: 3, alpha: 0.5}",
            "displace: 2",
            "dropout: 0.4\ncorrupt: 0.2\nrandom-shift: 2",
            "transposed-dense: 5");

    private static final List<String> OF_SEQUENCES = List.of(
            "recurrent: {cell: {lstm: {units: 3, peepholes: true}}, output: all}",
            "recurrent: {cell: {gru: 3}, output: all}",
            "recurrent: {cell: {gru: {units: 3, reset: after}}, output: all}",
            "recurrent: {cell: {stacked: [{elman: 3}, {lstm: 3}]}, output: all}",
            "bidirectional: {cell: {gru: 3}, output: all}",
            "attention: {heads: 3, causal: true}",
            "each-step: [{dense: 3}, batch-normalization, relu]",
            "output-to-hidden: {cell: {elman: 3}, outputs: 2, own: 1}",
            "windowed-readout: {units: 3, window: 3, decay: 0.5}",
            "transpose: [1, 0]\ntranspose: [1, 0]");

    @TempDir
    Path folder;

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

    @TestFactory
    Stream<DynamicTest> theyAnswerTheSameInOnnxRuntime() throws IOException {
        npy("image.npy", "20, 2, 6, 6", 20 * 72);
        npy("sequence.npy", "20, 5, 3", 20 * 15);
        npy("y.npy", "20, 2", 40);
        return Stream.concat(
                OF_IMAGES.stream().map(layers -> test("image", layers, "")),
                OF_SEQUENCES.stream().map(layers -> test("sequence", layers, "- recurrent: {cell: {elman: 3}}\n")));
    }

    private DynamicTest test(String input, String layers, String then) {
        return DynamicTest.dynamicTest(layers, () -> {
            String items = layers.lines().map(line -> "- " + line + "\n").collect(Collectors.joining());
            String text =
                    "study: layers\ndata: {npy: {input: " + input + ".npy, target: y.npy, answers: numbers}}\nmodel:\n"
                            + items + then + "- dense: 2\nloss: squared-error\n"
                            + "train: {optimizer: {sgd: {learning-rate: 0.01}}, epochs: 1, batch: 4}\nseeds: 1\n";
            TrialSpec trial = ExperimentReader.read(
                            "layers.yaml", text, PLUGINS, new Overrides(false, List.of(), List.of()))
                    .plan(1)
                    .trials()
                    .getFirst();
            DataPool pool = new DataPool(new DataFiles(folder.resolve("cache"), folder, _ -> {}));
            TrainedInAMoment.of(trial, pool.open(trial.data())).compare(Data.TRAIN);
        });
    }
}
