package org.recurve.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;

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

    @TestFactory
    Stream<DynamicTest> theyAnswerTheSameInOnnxRuntime() throws IOException {
        return new AskedLayers(folder, PLUGINS).tests(OF_IMAGES, OF_SEQUENCES);
    }
}
