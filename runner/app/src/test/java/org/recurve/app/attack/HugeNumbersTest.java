package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.app.command.Shell.Answer;

/** Checks one number of a valid file after another at 10⁹ and 2³¹ − 1: each gets its answer at once. */
@Tag("attack")
class HugeNumbersTest {
    /** Of so many files one is tried; all of them in the long form. */
    private static final int EACH = Integer.getInteger("recurve.huge", 10);

    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final OperatingSystemMXBean COMPUTER =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final String FILE = """
        study: sums
        data: {adding: {steps: 6, train: 32, validation: 16, test: 16}}
        model: [{recurrent: {cell: {elman: 4}}}, {dense: 1}]
        loss: squared-error
        train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 2, batch: 16}
        measure: [test.mean-squared-error]
        """;

    /** Layers over [6 steps, 2 features]; N is 2 in a valid file. */
    private static final List<String> SEQUENCE_LAYERS = List.of(
            "dense: {units: N}",
            "transposed-dense: {units: N}",
            "each-step: [{dense: {units: N}}]",
            "each-step: [{dense: {units: N}}, layer-normalization]",
            "repeat: {steps: N}",
            "residual: [{dense: {units: N}}, {dense: {units: 12}}]",
            "parallel: {branches: {a: [{dense: {units: N}}], b: [{dense: {units: 3}}]}}",
            "dense: {units: 1, times: N}",
            "recurrent: {cell: {elman: {units: N}}}",
            "recurrent: {cell: {elman: {units: N}}, output: all}",
            "recurrent: {cell: {lstm: {units: N}}}",
            "recurrent: {cell: {lstm: {units: N, peepholes: true, full-gate-recurrence: true}}}",
            "recurrent: {cell: {gru: {units: N}}}",
            "recurrent: {cell: {gru: {units: N, reset: after}}}",
            "recurrent: {cell: {feedforward: {units: N}}}",
            "recurrent: {cell: {jordan: {units: N, outputs: 2}}}",
            "recurrent: {cell: {jordan: {units: 2, outputs: N}}}",
            "recurrent: {cell: {stacked: [{elman: {units: N}}, {elman: {units: N}}]}}",
            "recurrent: {cell: {layer-normalised: {cell: {lstm: {units: N}}}}}",
            "recurrent: {cell: {zoneout: {cell: {gru: {units: N}}, rate: [0.1]}}}",
            "recurrent: {cell: {delayed: {cell: {elman: {units: N}}, delays: [2]}}}",
            "recurrent: {cell: {leaky: {cell: {elman: {units: N}}, rate: 0.5}}}",
            "recurrent: {cell: {clockwork: {units: N, periods: [1, 2]}}}",
            "recurrent: {cell: {elman: 2}, gradient-steps: N}",
            "attention: {heads: N}",
            "attention: {units: N}",
            "attention: {units: N, heads: N}",
            "windowed-readout: {units: N, window: 2, decay: 0.5}",
            "windowed-readout: {units: 2, window: N, decay: 0.5}",
            "bidirectional: {cell: {elman: {units: N}}, output: all}",
            "bidirectional: {cell: {lstm: {units: N}}}",
            "output-to-hidden: {cell: {elman: 3}, outputs: N, own: 1}",
            "output-to-hidden: {cell: {elman: {units: N}}, outputs: 2, own: 1}",
            "held-gradient: {units: N, classes: 2, strength: 0.5}",
            "held-gradient: {units: 2, classes: N, strength: 0.5}");

    /** Layers over [2 channels, 6 positions]. */
    private static final List<String> CHANNEL_LAYERS = List.of(
            "conv: {filters: N, kernel: 3}",
            "conv: {filters: 2, kernel: N}",
            "conv: {filters: 2, kernel: 3, stride: N}",
            "conv: {filters: 2, kernel: 2, dilation: N}",
            "conv: {filters: 2, kernel: 3, padding: [[N, N]]}",
            "conv: {filters: 2, kernel: N, padding: full}",
            "conv: {filters: 2, kernel: N, padding: same}",
            "conv: {filters: N, kernel: 3, sharing: unshared}",
            "conv: {filters: 2, kernel: 3, sharing: {tiled: N}}",
            "conv: {filters: 2, kernel: 3, connectivity: {groups: N}}",
            "conv: {filters: N, kernel: 3, connectivity: depthwise}",
            "conv: {filters: N, kernel: 3, connectivity: {random-table: 1}}",
            "conv: {filters: 4, kernel: 3, connectivity: {random-table: N}}",
            "conv: {filters: N, kernel: 1, bias: unit}",
            "fft-conv: {filters: N, kernel: 3}",
            "fft-conv: {filters: 2, kernel: N, padding: full}",
            "fft-conv: {filters: 2, kernel: 3, padding: [[N, N]]}",
            "transposed-conv: {filters: N, kernel: 3}",
            "transposed-conv: {filters: 2, kernel: N}",
            "transposed-conv: {filters: 2, kernel: 3, stride: N}",
            "transposed-conv: {filters: 2, kernel: 3, dilation: N}",
            "transposed-conv: {filters: 2, kernel: 3, groups: N}",
            "transposed-conv: {filters: 2, kernel: 4, stride: 3, output-padding: [N]}",
            "pool: {size: N}",
            "pool: {size: 2, stride: N}",
            "pool: {size: N, padding: full, by: average}",
            "pool: {size: 2, padding: [[N, N]]}",
            "adaptive-pool: N",
            "k-max: {k: N, true-length: false}",
            "k-max: {k: N, missing: zeros}",
            "maxout: {pieces: N}",
            "subsample: N",
            "upsample: N",
            "upsample: {factor: N, by: bilinear}",
            "group-normalization: {groups: N}",
            "local-response-normalization: {size: N}");

    private static final List<String> FILES = List.of(
            FILE.replace("batch: 16", "batch: N"),
            FILE.replace("epochs: 2", "epochs: N"),
            FILE.replace("epochs: 2", "epochs: 2, epoch-size: N"),
            FILE.replace("epochs: 2", "epochs: 2, patience: N"),
            FILE.replace("epochs: 2", "epochs: 2, bucket: N").replace("steps: 6", "steps: 6, shortest: 2"),
            symbols("copy-memory: {delay: 2}").replace("epochs: 2", "epochs: 2, truncate: N"),
            FILE.replace("train: 32", "train: N"),
            FILE.replace("validation: 16", "validation: N"),
            FILE.replace("test: 16", "test: N"),
            FILE.replace("steps: 6", "steps: N"),
            FILE.replace("steps: 6", "steps: 6, shortest: N"),
            FILE.replace("steps: 6", "steps: N, shortest: 2"),
            FILE.replace("{steps: 6, train: 32", "{steps: N, train: N"),
            FILE.replace(
                    "{steps: 6, train: 32, validation: 16, test: 16}", "{steps: 6, train: N, validation: N, test: N}"),
            FILE.replace("adding: {steps: 6", "multiplication: {steps: N"),
            FILE.replace("adding: {steps: 6", "xor: {steps: N"),
            FILE + "checkpoint: {steps: N, keep: N}\n",
            FILE + "seeds: {count: 2, from: N}\n",
            FILE
                    + "seeds: {count: 10, most: N, width: 0.01}\n"
                    + "compare: {primary: test.mean-squared-error, against: baseline}\n"
                    + "ablate: {a: {train.epochs: 3}}\n",
            FILE + "ablate: {wide: {recurrent1.cell.units: N}}\n",
            FILE + "ablate: {wide: {dense1.units: N}}\n",
            FILE + "tasks: {a: {data.steps: 5}, b: {data.steps: N}}\n",
            FILE + "sweep: {recurrent1.cell.units: [3, N]}\n",
            FILE + "sweep: {search: sobol, trials: 2, over: {recurrent1.cell.units: {whole: [1, N]}}}\n",
            symbols("copy-memory: {delay: N}"),
            symbols("copy-memory: {delay: 2, symbols: N}"),
            symbols("copy-memory: {delay: 2, alternatives: N}"),
            symbols("random-permutation: {steps: N}"),
            symbols("random-permutation: {steps: 2, symbols: N}").replace("symbols: 2", "symbols: 3"),
            symbols("memorisation: {delay: N}"),
            symbols("temporal-order: {steps: N}"),
            symbols("temporal-order: {steps: 12}").replace("elman: 4", "elman: N"),
            symbols("copy-memory: {delay: 2}").replace("[{recurrent", "[{embedding: N}, {recurrent"));

    @TempDir
    Path folder;

    private static String symbols(String data) {
        return FILE.replaceFirst("data: .*", "data: {" + data + "}")
                .replace("squared-error\ntrain", "cross-entropy\ntrain")
                .replace("test.mean-squared-error", "test.loss");
    }

    private static String model(String layers) {
        return FILE.replaceFirst(
                "model: .*", "model: [" + layers + ", {flatten: {}, name: last}, {dense: 1, name: out}]");
    }

    static Stream<Arguments> settings() {
        Stream<String> sequences = SEQUENCE_LAYERS.stream().map(layer -> model("{" + layer + "}"));
        Stream<String> channels = CHANNEL_LAYERS.stream().map(layer -> model("{transpose: [1, 0]}, {" + layer + "}"));
        List<String> all = Stream.concat(Stream.concat(sequences, channels), FILES.stream())
                .toList();
        return IntStream.range(0, all.size()).filter(i -> i % EACH == 0).mapToObj(i -> Arguments.of(all.get(i)));
    }

    private static Answer check(String text, Path folder) throws IOException {
        return recurve(
                "check", Files.writeString(folder.resolve("huge.yaml"), text), "--store", folder.resolve("store"));
    }

    /** Loads the classes, so that the time that is measured is the work. */
    @BeforeAll
    static void warm(@TempDir Path folder) throws IOException {
        assertEquals(0, check(FILE, folder).code());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("settings")
    void hugeNumbersAreAnsweredAtOnce(String file) throws IOException {
        for (String number : List.of("1000000000", "2147483647")) {
            long before = COMPUTER.getProcessCpuTime();
            Answer answer = check(file.replaceAll("\\bN\\b", number), folder);
            Duration took = Duration.ofNanos(COMPUTER.getProcessCpuTime() - before);
            String said = took + ", " + number + ", exit " + answer.code() + ": " + answer.err() + "\n" + file;
            assertTrue(answer.code() == 0 || answer.code() == 2, said);
            assertFalse(answer.err().contains("there is no ") || answer.err().contains("expected one of"), said);
            assertTrue(took.compareTo(AT_ONCE) < 0, said);
        }
    }
}
