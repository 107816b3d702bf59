package org.recurve.compute.kernel.elementwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.HardwareFeatures;
import org.recurve.compute.ir.ElementwiseFunction;

/** All ways of running a chain against the definition, element by element and bit for bit. */
class FusedKernelTest {
    private static final int LANES = BlockLayout.LANES;

    static List<Way> ways() {
        return HardwareFeatures.here().vectorModule() ? List.of(Way.values()) : List.of(Way.SCALAR);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyFunctionOnEveryPairOfSpecialValues(Way way) {
        int side = Floats.SPECIAL.length;
        float[][] spaces = new float[4][side * side];
        for (int i = 0; i < side * side; i++) {
            spaces[0][i] = Floats.SPECIAL[i / side];
            spaces[1][i] = Floats.SPECIAL[i % side];
            spaces[2][i] = Floats.SPECIAL[(i / side + i % side * 7) % side];
        }
        for (ElementwiseFunction function : way.functions()) {
            FusedKernel kernel = way.kernel(FusedExpression.of(function));
            RowOperand[] inputs = IntStream.range(0, function.arity())
                    .mapToObj(space -> RowOperand.shared(space, 0))
                    .toArray(RowOperand[]::new);
            RowOperand[] outputs = {RowOperand.shared(3, 0)};
            kernel.flat(inputs, outputs, spaces, kernel.scratch(), 0, side * side);
            float[] expected = new float[side * side];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = function.apply(spaces[0][i], spaces[1][i], spaces[2][i]);
            }
            assertArrayEquals(Floats.bits(expected), Floats.bits(spaces[3]), function::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void randomChainsOverLanes(Way way) {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            lanes(random.split(), way, 200, LANES);
        }
    }

    /** Few examples lie side by side on the way; the lanes behind them are copies of the last one before and after. */
    @ParameterizedTest
    @MethodSource("ways")
    void randomChainsOverFewExamples(Way way) {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 150; round++) {
            lanes(random.split(), way, round % 6 == 0 ? 2500 : 200, 1 + round % (LANES - 1));
        }
    }

    /**
     * Inputs: plain, mapped, shared, shared and mapped; only some rows and blocks are run, the others stay untouched.
     *
     * @param last examples of the last block
     */
    private static void lanes(SplittableRandom random, Way way, int most, int last) {
        int rows = 1 + random.nextInt(most);
        int blocks = 1 + random.nextInt(3);
        int stride = (rows + random.nextInt(3)) * LANES;
        FusedExpression expression = way.draw(random, 4);
        float[][] spaces = new float[4 + expression.outputs().size()][];
        for (int s = 0; s < spaces.length; s++) {
            spaces[s] = Floats.array(random, 5 + stride * blocks);
        }
        pad(spaces[0], 5 + (blocks - 1) * stride, rows, last);
        pad(spaces[1], 1 + (blocks - 1) * stride, rows, last);
        int[] map = RandomExpression.map(random, rows, rows);
        int[] sharedMap = RandomExpression.map(random, rows, rows);
        RowOperand[] inputs = {
            RowOperand.lanes(0, 5, stride),
            RowOperand.lanes(1, 1, stride).through(map),
            RowOperand.shared(2, 3),
            RowOperand.shared(3, 0).through(sharedMap)
        };
        RowOperand[] outputs = IntStream.range(4, spaces.length)
                .mapToObj(space -> RowOperand.lanes(space, 2, stride))
                .toArray(RowOperand[]::new);
        int rowFrom = random.nextInt(rows);
        int blockFrom = random.nextInt(blocks);
        float[][] expected = copy(spaces);
        for (int block = blockFrom; block < blocks; block++) {
            for (int i = rowFrom * LANES; i < rows * LANES; i++) {
                int row = i / LANES;
                int at = block * stride + i;
                float mapped = map[row] < 0 ? 0 : spaces[1][1 + block * stride + map[row] * LANES + i % LANES];
                float shared = sharedMap[row] < 0 ? 0 : spaces[3][sharedMap[row]];
                float[] results =
                        RandomExpression.define(expression, spaces[0][5 + at], mapped, spaces[2][3 + row], shared);
                for (int o = 0; o < results.length; o++) {
                    expected[4 + o][2 + at] = results[o];
                }
            }
        }
        FusedKernel kernel = way.kernel(expression);
        kernel.lanes(
                inputs,
                outputs,
                spaces,
                0,
                kernel.scratch(),
                rowFrom,
                rows,
                blockFrom,
                blocks,
                (blocks - 1) * LANES + last);
        assertSame(expression, expected, spaces);
    }

    private static void pad(float[] rows, int from, int count, int last) {
        for (int at = from; at < from + count * LANES; at += LANES) {
            Arrays.fill(rows, at + last, at + LANES, rows[at + last - 1]);
        }
    }

    /** Inputs: plain, and two that stay the same for runs of rows of their own; from any row on, all blocks. */
    @ParameterizedTest
    @MethodSource("ways")
    void steadyInputsAreReadOnceARun(Way way) {
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 100; round++) {
            steady(random.split(), way);
        }
    }

    private static void steady(SplittableRandom random, Way way) {
        int rows = 128 + random.nextInt(500);
        int blocks = 1 + random.nextInt(3);
        FusedExpression drawn = way.draw(random, 3);
        FusedExpression expression = new FusedExpression(3, 2, drawn.constants(), drawn.steps(), drawn.outputs());
        float[][] spaces = new float[3 + expression.outputs().size()][];
        for (int s = 0; s < spaces.length; s++) {
            spaces[s] = Floats.array(random, rows * LANES * blocks);
        }
        int halves = random.nextInt(1, rows);
        int[] first = IntStream.range(0, rows).map(row -> row < halves ? 7 : -1).toArray();
        int[] second = IntStream.range(0, rows).map(row -> row / 97).toArray();
        RowOperand[] inputs = {
            RowOperand.lanes(0, 0, rows * LANES),
            RowOperand.shared(1, 3).through(first),
            RowOperand.shared(2, 0).through(second)
        };
        RowOperand[] outputs = IntStream.range(3, spaces.length)
                .mapToObj(space -> RowOperand.lanes(space, 0, rows * LANES))
                .toArray(RowOperand[]::new);
        int from = random.nextInt(rows);
        float[][] expected = copy(spaces);
        for (int block = 0; block < blocks; block++) {
            for (int i = from * LANES; i < rows * LANES; i++) {
                int at = block * rows * LANES + i;
                int row = i / LANES;
                float[] results = RandomExpression.define(
                        expression, spaces[0][at], row < halves ? spaces[1][10] : 0, spaces[2][row / 97]);
                for (int o = 0; o < results.length; o++) {
                    expected[3 + o][at] = results[o];
                }
            }
        }
        FusedKernel kernel = way.kernel(expression);
        kernel.lanes(inputs, outputs, spaces, 0, kernel.scratch(), from, rows, 0, blocks, blocks * LANES);
        assertSame(expression, expected, spaces);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void randomChainsOverSharedValues(Way way) {
        SplittableRandom random = new SplittableRandom(4);
        for (int n : new int[] {0, 1, 7, 15, 16, 17, 31, 33, 1023, 1024, 1025, 2500}) {
            for (int round = 0; round < 10; round++) {
                flat(random.split(), way, n);
            }
        }
    }

    private static void flat(SplittableRandom random, Way way, int n) {
        FusedExpression expression = way.draw(random, 2);
        float[][] spaces = new float[2 + expression.outputs().size()][];
        for (int s = 0; s < spaces.length; s++) {
            spaces[s] = Floats.array(random, n + 3);
        }
        int[] map = RandomExpression.map(random, n + 1, n + 1);
        RowOperand[] inputs = {RowOperand.shared(0, 1), RowOperand.shared(1, 2).through(map)};
        RowOperand[] outputs = IntStream.range(2, spaces.length)
                .mapToObj(space -> RowOperand.shared(space, 3))
                .toArray(RowOperand[]::new);
        int from = Math.min(n, random.nextInt(3));
        float[][] expected = copy(spaces);
        for (int i = from; i < n; i++) {
            float mapped = map[i] < 0 ? 0 : spaces[1][2 + map[i]];
            float[] results = RandomExpression.define(expression, spaces[0][1 + i], mapped);
            for (int o = 0; o < results.length; o++) {
                expected[2 + o][3 + i] = results[o];
            }
        }
        FusedKernel kernel = way.kernel(expression);
        kernel.flat(inputs, outputs, spaces, kernel.scratch(), from, n);
        assertSame(expression, expected, spaces);
    }

    /** The first output lies over an input that later steps and other outputs may still read. */
    @ParameterizedTest
    @MethodSource("ways")
    void anOutputMayLieOverAnInput(Way way) {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 300; round++) {
            int n = 1 + random.nextInt(3000);
            FusedExpression expression = way.draw(random, 2);
            float[][] spaces = new float[1 + expression.outputs().size()][];
            for (int s = 0; s < spaces.length; s++) {
                spaces[s] = Floats.array(random, n);
            }
            // Space 0 is the first output and the second input; the other outputs have the spaces from 2 on.
            RowOperand[] inputs = {RowOperand.shared(1, 0), RowOperand.shared(0, 0)};
            float[][] expected = copy(spaces);
            RowOperand[] outputs = IntStream.range(0, expression.outputs().size())
                    .mapToObj(o -> RowOperand.shared(o == 0 ? 0 : o + 1, 0))
                    .toArray(RowOperand[]::new);
            for (int i = 0; i < n; i++) {
                float[] results = RandomExpression.define(expression, spaces[1][i], spaces[0][i]);
                for (int o = 0; o < results.length; o++) {
                    expected[outputs[o].space()][i] = results[o];
                }
            }
            FusedKernel kernel = way.kernel(expression);
            kernel.flat(inputs, outputs, spaces, kernel.scratch(), 0, n);
            assertSame(expression, expected, spaces);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 200})
    void oneScratchServesKernelsOfAnySize(int rounds) {
        SplittableRandom random = new SplittableRandom(6);
        List<FusedKernel> kernels = IntStream.range(0, rounds)
                .mapToObj(i -> FusedKernel.of(RandomExpression.draw(random, 3), HardwareFeatures.here()))
                .toList();
        ElementwiseScratch scratch = ElementwiseScratch.fitting(kernels);
        float[][] spaces = {Floats.array(random, 1100), new float[1100], new float[1100], new float[1100]};
        RowOperand[] inputs = {RowOperand.shared(0, 0), RowOperand.shared(0, 50), RowOperand.shared(0, 99)};
        for (FusedKernel kernel : kernels) {
            RowOperand[] outputs = IntStream.range(0, kernel.chain().outputs().size())
                    .mapToObj(o -> RowOperand.shared(1 + o, 0))
                    .toArray(RowOperand[]::new);
            kernel.flat(inputs, outputs, spaces, scratch, 0, 1001);
            float[][] own = copy(spaces);
            kernel.flat(inputs, outputs, own, kernel.scratch(), 0, 1001);
            assertSame(kernel.chain(), own, spaces);
        }
    }

    @Test
    void aChainOfNothingCopiesAndSpreads() {
        FusedExpression expression = new FusedExpression(1, List.of(2f), List.of(), List.of(0, 1));
        float[][] spaces = {{7, 8}, new float[32], new float[32]};
        FusedKernel kernel = FusedKernel.of(expression, HardwareFeatures.here());
        RowOperand[] outputs = {RowOperand.lanes(1, 0, 32), RowOperand.lanes(2, 0, 32)};
        kernel.lanes(
                new RowOperand[] {RowOperand.shared(0, 0)}, outputs, spaces, 0, kernel.scratch(), 0, 2, 0, 1, LANES);
        for (int i = 0; i < 32; i++) {
            assertArrayEquals(new float[] {i < 16 ? 7 : 8, 2}, new float[] {spaces[1][i], spaces[2][i]});
        }
    }

    private static float[][] copy(float[][] spaces) {
        return Arrays.stream(spaces).map(float[]::clone).toArray(float[][]::new);
    }

    private static void assertSame(FusedExpression expression, float[][] expected, float[][] actual) {
        for (int s = 0; s < expected.length; s++) {
            assertArrayEquals(Floats.bits(expected[s]), Floats.bits(actual[s]), expression::toString);
        }
    }
}
