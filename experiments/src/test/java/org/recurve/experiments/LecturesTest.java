package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.RecurveCommand;

/**
 * The lectures' worked numbers, from files as a user writes them: what a model makes of an example is held to the number by
 * {@code test.largest-error}. The page LECTURES.md says which row stands where.
 */
class LecturesTest {
    /** Ten equal examples, of which one is tested. */
    private static final int EXAMPLES = 10;

    private static final double[] IMAGE = {4, 1, 0, 2, 5, 1, -1, 6, -2, 4, -3, 4, 1, 3, 2, 0, -3, 0, 5, -1};
    private static final String KERNEL = "[[6, 2, 1], [0, -2, 3], [2, -1, -4]]";
    private static final double[] FULL = {
        -16, -8, 7, -6, -22, -1, 10, 8, -2, -23, 6, 9, -18, 8, 19, -9, 32, -15, 16, 18, 34, -8, 31, 8, -15, 35, 3, 22,
        -3, -11, -3, 44, 1, 24, 12, 0, -3, -6, -13, 9, 28, -6
    };

    @TempDir
    Path folder;

    /** Writes an array of equal examples. */
    private void npy(String name, int[] shape, double... example) throws IOException {
        double[] all = new double[EXAMPLES * example.length];
        Arrays.setAll(all, i -> example[i % example.length]);
        write(
                name,
                IntStream.concat(IntStream.of(EXAMPLES), Arrays.stream(shape)).toArray(),
                all);
    }

    private void write(String name, int[] shape, double... values) throws IOException {
        String dims = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + dims + "), }";
        String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + padded.length() + values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        bytes.putShort((short) padded.length());
        bytes.put(padded.getBytes(StandardCharsets.US_ASCII));
        Arrays.stream(values).forEach(bytes::putDouble);
        Files.write(folder.resolve(name), bytes.array());
    }

    /** Runs a file that trains next to nothing, and holds what it expects. */
    private void holds(String model, String rest) throws IOException {
        Path file = Files.writeString(folder.resolve("numbers.yaml"), """
                study: numbers
                question: Is the worked number what the file gives?
                data: {npy: {input: x.npy, target: y.npy, answers: numbers}}
                model: MODEL
                loss: squared-error
                train: {optimizer: {sgd: {learning-rate: 1e-30}}, epochs: 1, batch: 8}
                measure: [test.largest-error]
                seeds: 1
                expect: [test.largest-error of baseline <= 1e-5]
                """.replace("MODEL", model) + rest);
        run(file);
    }

    private void run(Path file) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = RecurveCommand.execute(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "run",
                "--store",
                folder.resolve("store").toString(),
                "--data",
                folder.toString(),
                file.toString());
        assertEquals(0, code, () -> err + "\n" + out);
    }

    private void image(int[] shape, double... target) throws IOException {
        npy("x.npy", new int[] {1, 4, 5}, IMAGE);
        npy("y.npy", shape, target);
    }

    private static String conv(String settings) {
        return "{conv: {filters: 1, kernel: 3, bias: none, " + settings + "}, frozen: true}";
    }

    /** C4, B: the slide's full convolution. */
    @Test
    void fullPadding() throws IOException {
        image(new int[] {1, 6, 7}, FULL);
        holds("[" + conv("padding: full, initializer: {given: " + KERNEL + "}") + "]", "");
    }

    /** C1, B: what the slide slides over the image is the kernel turned round, of a convolution proper. */
    @Test
    void aFlippedKernel() throws IOException {
        image(new int[] {1, 6, 7}, FULL);
        String turned = "[[-4, -1, 2], [3, -2, 0], [1, 2, 6]]";
        holds("[" + conv("padding: full, flip: true, initializer: {given: " + turned + "}") + "]", "");
    }

    /** C8: the same by Fourier transforms. */
    @Test
    void byFourierTransforms() throws IOException {
        image(new int[] {1, 6, 7}, FULL);
        holds(
                "[{fft-conv: {filters: 1, kernel: 3, padding: full, bias: false, initializer: {given: " + KERNEL
                        + "}}, frozen: true}]",
                "");
    }

    /** P2, B: average pooling, 3×3 with stride 1, of the same convolution. */
    @Test
    void averagePooling() throws IOException {
        image(new int[] {1, 2, 3}, 13 / 9.0, 53 / 9.0, 39 / 9.0, 62 / 9.0, 103 / 9.0, 111 / 9.0);
        holds(
                "[" + conv("padding: same, initializer: {given: " + KERNEL + "}")
                        + ", {pool: {by: average, size: 3, stride: 1}}]",
                "");
    }

    /** C9, B: 9 in the middle and −2 beside it; {@code 9 I(i,j) − 2 (I(i−1,j) + I(i+1,j) + I(i,j−1) + I(i,j+1))}. */
    @Test
    void sharpening() throws IOException {
        double[] sharp = IntStream.range(0, IMAGE.length)
                .mapToDouble(i -> 9 * IMAGE[i]
                        - 2
                                * (at(i / 5 - 1, i % 5)
                                        + at(i / 5 + 1, i % 5)
                                        + at(i / 5, i % 5 - 1)
                                        + at(i / 5, i % 5 + 1)))
                .toArray();
        image(new int[] {1, 4, 5}, sharp);
        holds("[" + conv("padding: same, initializer: {sharpen: 2}") + "]", "");
    }

    private static double at(int row, int column) {
        return row < 0 || row > 3 || column < 0 || column > 4 ? 0 : IMAGE[row * 5 + column];
    }

    /** C2, B: {@code w0 + r11 w11[1] + g11 w11[2] + b11 w11[3] + r12 w12[1] + …}, a kernel for each colour; w0 is 0. */
    @Test
    void aKernelForEachColour() throws IOException {
        npy("x.npy", new int[] {3, 1, 3}, 1, 2, 3, 10, 20, 30, 100, 200, 300);
        npy(
                "y.npy",
                new int[] {1, 1, 2},
                1 * 2 + 10 * 3 + 100 * 5 + 2 * 7 + 20 * 11 + 200 * 13,
                2 * 2 + 20 * 3 + 200 * 5 + 3 * 7 + 30 * 11 + 300 * 13);
        holds(
                "[{conv: {filters: 1, kernel: [1, 2], initializer: {given: [[[[2, 7]], [[3, 11]], [[5, 13]]]]}}, frozen:"
                        + " true}]",
                "");
    }

    /** C14, K: inception modules iterated: kernels that keep the middle alone leave all channels as they were. */
    @Test
    void inceptionIterated() throws IOException {
        double[] two = IntStream.range(0, 40).mapToDouble(i -> IMAGE[i % 20]).toArray();
        image(new int[] {2, 4, 5}, two);
        holds(
                "[{parallel: {join: concat, branches: {one: [{conv: {filters: 1, kernel: 1, initializer: {given: [[1]]}}}],"
                        + " three: [{conv: {filters: 1, kernel: 3, padding: same, initializer: {given: [[0, 0, 0], [0, 1,"
                        + " 0], [0, 0, 0]]}}}]}}, name: module, times: 2}]",
                "");
    }

    /** R1, D: {@code s(t) = s(t−1) / 2} from 8, without a signal. */
    @Test
    void aDynamicalSystem() throws IOException {
        npy("x.npy", new int[] {4, 1}, 0, 0, 0, 0);
        npy("y.npy", new int[] {4, 1}, 4, 2, 1, 0.5);
        holds("[{recurrent: {cell: {dynamical-system: {transition: [[0.5]], start: [8]}}, output: all}}]", "");
    }

    /** R6, K: {@code o(t) = Σ αⁱ Wᵢ h(t−i)} with {@code α = 1/2} and all weights 1. */
    @Test
    void aWindowedReadout() throws IOException {
        npy("x.npy", new int[] {4, 1}, 8, 4, 2, 16);
        npy("y.npy", new int[] {4, 1}, 8, 4 + 8 / 2.0, 2 + 4 / 2.0 + 8 / 4.0, 16 + 2 / 2.0 + 4 / 4.0);
        holds("[{windowed-readout: {units: 1, window: 3, decay: 0.5, initializer: {constant: 1}}}]", "");
    }

    /** R8, zoneout: a state that never moves says nothing, so the answer is the readout's bias, 0. */
    @Test
    void zoneoutOfAllSteps() throws IOException {
        npy("x.npy", new int[] {4, 1}, 1, 2, 3, 4);
        npy("y.npy", new int[] {1}, 0);
        holds("[{recurrent: {cell: {zoneout: {cell: {gru: 3}, rate: 1}}}}, {dense: 1}]", "");
    }

    /** T7: of outputs 0, the cross-entropy of independent labels is log 2. */
    @Test
    void independentLabels() throws IOException {
        npy("x.npy", new int[] {2}, 1, 2);
        npy("y.npy", new int[] {3}, 1, 0, 1);
        run(Files.writeString(folder.resolve("labels.yaml"), """
                study: labels
                question: What is the loss of not knowing?
                data: {npy: {input: x.npy, target: y.npy, answers: numbers}}
                model: [{dense: {units: 3, initializer: zeros}}]
                loss: sigmoid-cross-entropy
                train: {optimizer: {sgd: {learning-rate: 1e-30}}, epochs: 1, batch: 8}
                measure: [test.loss]
                seeds: 1
                expect: [test.loss of baseline >= 0.693147, test.loss of baseline <= 0.693148]
                """));
    }

    /**
     * T7, K: {@code δ = (t − o) o (1 − o)}. With weights 1/2 the input (1, 2) gives {@code o = σ(1.5)}; of target 1 the gradient of
     * {@code (t − o)²} by weights and bias is {@code −2 δ (1, 2, 1)}.
     */
    @Test
    void theDeltaRule() throws IOException {
        npy("x.npy", new int[] {2}, 1, 2);
        npy("y.npy", new int[] {1}, 1);
        double o = 1 / (1 + StrictMath.exp(-1.5));
        double norm = 2 * (1 - o) * o * (1 - o) * StrictMath.sqrt(6);
        run(Files.writeString(
                folder.resolve("delta.yaml"), """
                study: delta
                question: Is the error term that of the delta rule?
                data: {npy: {input: x.npy, target: y.npy, answers: numbers}}
                model: [{dense: {units: 1, initializer: {constant: 0.5}}}, sigmoid]
                loss: squared-error
                train: {optimizer: {sgd: {learning-rate: 1e-30}}, epochs: 1, batch: 8}
                measure: [dense1.gradient-norm]
                seeds: 1
                expect: [dense1.gradient-norm of baseline >= LEAST, dense1.gradient-norm of baseline <= MOST]
                """.replace("LEAST", String.format(Locale.ROOT, "%.9f", norm - 1e-7))
                        .replace("MOST", String.format(Locale.ROOT, "%.9f", norm + 1e-7))));
    }

    /**
     * R3 and R8: the parity of all bits so far is one bit of memory. A recurrence from the output alone learns it with a teacher, since
     * y(t) is x(t) xor y(t−1); so do a jordan and a gru. Without recurrence half of the answers are right. Clipped by layer (T2).
     */
    @Test
    void parityNeedsOneBitOfMemory() throws IOException {
        Random random = new Random(1);
        int steps = 6;
        int sequences = 300;
        double[] bits =
                random.ints((long) steps * sequences, 0, 2).asDoubleStream().toArray();
        double[] parity = new double[bits.length];
        for (int i = 0; i < bits.length; i++) {
            parity[i] = i % steps == 0 ? bits[i] : (bits[i] + parity[i - 1]) % 2;
        }
        write("x.npy", new int[] {sequences, steps, 1}, bits);
        write("y.npy", new int[] {sequences, steps}, parity);
        run(Files.writeString(folder.resolve("parity.yaml"), """
                study: parity
                question: Who keeps one bit?
                data: {npy: {input: x.npy, target: y.npy}}
                model:
                  - output-to-hidden: {cell: {feedforward: 8}, outputs: 2, feedback: choice}
                loss: cross-entropy
                train: {optimizer: {adam: 0.02}, clip: {norm: {threshold: 1, over: layer}}, epochs: 30, batch: 20}
                measure: [test.accuracy]
                seeds: 1
                ablate:
                  jordan: {replace: {output-to-hidden1: {recurrent: {cell: {jordan: {units: 8, outputs: 2}}, output: all}}}}
                  gru:
                    - replace: {output-to-hidden1: {recurrent: {cell: {gru: 8}, output: all}}}
                    - insert: {after: output-to-hidden1, layers: [{each-step: [{dense: {units: 2}, name: c}], name: say}]}
                  memoryless: {replace: {output-to-hidden1: {each-step: [{dense: 8, name: a}, {tanh: {}, name: b}, {dense: 2, name: c}]}}}
                expect:
                  - test.accuracy of baseline >= 1
                  - test.accuracy of jordan >= 0.99
                  - test.accuracy of gru >= 0.99
                  - test.accuracy of memoryless <= 0.65
                """));
    }

    /** C14: what the lectures draw is recorded of any model of images, and of a convolution the maps move along exactly. */
    @Test
    void whatTheLecturesDraw() throws IOException {
        Random random = new Random(2);
        npy("x.npy", new int[] {1, 12, 12}, random.doubles(144).toArray());
        npy("y.npy", new int[] {1, 12, 12}, random.doubles(144).toArray());
        run(Files.writeString(folder.resolve("drawn.yaml"), """
                study: drawn
                question: What is drawn?
                data: {npy: {input: x.npy, target: y.npy, answers: numbers}}
                model:
                  - {conv: {filters: 1, kernel: 3, padding: same}, name: one}
                loss: squared-error
                train: {optimizer: {sgd: {learning-rate: 0.1}}, clip: {norm: 0.1}, epochs: 1, batch: 4}
                measure: [test.loss]
                seeds: 1
                ablate:
                  dense: {replace: {one: {dense: 144}}}
                  maxout:
                    replace:
                      one:
                        block:
                          - {conv: {filters: 2, kernel: 3, padding: same}, name: filters}
                          - {maxout: 2, name: larger}
                """));
        String names = sql("select distinct artifact from artifacts order by artifact");
        for (String name : List.of(
                "as a dense layer",
                "equivariance",
                "filters taken together",
                "loss along the clipped gradient",
                "loss along the gradient",
                "reconstructions",
                "shared edges",
                "strongest patches",
                "weights as images")) {
            assertTrue(names.contains(name), () -> name + " is not among " + names);
        }
        String pairs = recurve("show", "drawn/maxout", "--picture", "filters taken together");
        assertTrue(pairs.startsWith("drawn/maxout/0: Kernels of one.filters.w that one.larger takes together"), pairs);
        assertTrue(pairs.contains("map 1: filter 1  map 1: filter 2"), pairs);
        assertTrue(recurve("show", "drawn/dense").contains("weights as images (--picture NAME)"));
    }

    /** C14, T9: what the first of stacked autoencoders gives back, after the phase that taught it. */
    @Test
    void anAutoencodersReconstructions() throws IOException {
        Random random = new Random(2);
        npy("x.npy", new int[] {1, 6, 6}, random.doubles(36).toArray());
        npy("y.npy", new int[] {2}, 1, 0);
        run(Files.writeString(folder.resolve("rebuilt.yaml"), """
                study: rebuilt
                question: What is given back?
                data: {npy: {input: x.npy, target: y.npy, answers: numbers}}
                model: [{dense: 9, name: code}, {dense: 36, name: rebuild}, {dense: 2, name: answer}]
                loss: squared-error
                train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 1, batch: 4}
                phases:
                  - {name: first, run: [code, rebuild], target: input, loss: sigmoid-squared-error}
                  - {name: second, run: [code, answer]}
                seeds: 1
                """));
        String names = sql("select distinct artifact from artifacts order by artifact");
        assertTrue(names.contains("reconstructions of the phase first"), names);
    }

    /** C10, S: a convolution, a detector and a pooling as one layer give B's table of maxima, none of which the detector cuts. */
    @Test
    void aComplexLayer() throws IOException {
        image(new int[] {1, 2, 3}, 32, 35, 35, 44, 44, 44);
        holds(
                "[{block: [" + conv("padding: same, initializer: {given: " + KERNEL + "}")
                        + ", relu, {pool: {by: max, size: 3, stride: 1}}], name: complex}]",
                "");
    }

    /** C11, K: c(i) = f(w · x(i..i+h-1) + b) of four words of two numbers each, h = 2, worked by hand. */
    @Test
    void aFilterOverWordVectors() throws IOException {
        npy("x.npy", new int[] {4, 2}, 1, 2, 0, -1, 3, 1, -2, 4);
        // w is 1, -1 at the first word of a pair and 2, 0.5 at the second: the pairs give -1.5, 7.5, 0.
        npy("y.npy", new int[] {1, 3}, 0, 7.5, 0);
        holds(
                "[{transpose: [1, 0]}, {conv: {filters: 1, kernel: 2, bias: none, initializer: {given: [[[1, 2], [-1, 0.5]]]}}, frozen: true}, relu]",
                "");
    }

    private String sql(String query) {
        return recurve("sql", query);
    }

    private String recurve(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--store", folder.resolve("store").toString()));
        int code = RecurveCommand.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        assertEquals(0, code, err::toString);
        return out.toString();
    }
}
