package org.recurve.compute.elementwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All ways of running a chain against the definition, element by element and bit for bit. */
class ChainKernelTest {
    private static final int LANES = 16;

    static List<Way> ways() {
        return Hardware.here().vectorModule() ? List.of(Way.values()) : List.of(Way.SCALAR);
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
        for (Function function : way.functions()) {
            ChainKernel kernel = way.kernel(Chain.of(function));
            Operand[] inputs = IntStream.range(0, function.arity())
                    .mapToObj(space -> Operand.shared(space, 0))
                    .toArray(Operand[]::new);
            Operand[] outputs = {Operand.shared(3, 0)};
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
            lanes(random.split(), way);
        }
    }

    /** Inputs: plain, mapped, shared, shared and mapped; only some rows and blocks are run, the others stay untouched. */
    private static void lanes(SplittableRandom random, Way way) {
        int rows = 1 + random.nextInt(200);
        int blocks = 1 + random.nextInt(3);
        int stride = (rows + random.nextInt(3)) * LANES;
        Chain chain = way.draw(random, 4);
        float[][] spaces = new float[4 + chain.outputs().size()][];
        for (int s = 0; s < spaces.length; s++) {
            spaces[s] = Floats.array(random, 5 + stride * blocks);
        }
        int[] map = RandomChain.map(random, rows, rows);
        int[] sharedMap = RandomChain.map(random, rows, rows);
        Operand[] inputs = {
            Operand.lanes(0, 5, stride),
            Operand.lanes(1, 1, stride).through(map),
            Operand.shared(2, 3),
            Operand.shared(3, 0).through(sharedMap)
        };
        Operand[] outputs = IntStream.range(4, spaces.length)
                .mapToObj(space -> Operand.lanes(space, 2, stride))
                .toArray(Operand[]::new);
        int rowFrom = random.nextInt(rows);
        int blockFrom = random.nextInt(blocks);
        float[][] expected = copy(spaces);
        for (int block = blockFrom; block < blocks; block++) {
            for (int i = rowFrom * LANES; i < rows * LANES; i++) {
                int row = i / LANES;
                int at = block * stride + i;
                float mapped = map[row] < 0 ? 0 : spaces[1][1 + block * stride + map[row] * LANES + i % LANES];
                float shared = sharedMap[row] < 0 ? 0 : spaces[3][sharedMap[row]];
                float[] results = RandomChain.define(chain, spaces[0][5 + at], mapped, spaces[2][3 + row], shared);
                for (int o = 0; o < results.length; o++) {
                    expected[4 + o][2 + at] = results[o];
                }
            }
        }
        ChainKernel kernel = way.kernel(chain);
        kernel.lanes(inputs, outputs, spaces, 0, kernel.scratch(), rowFrom, rows, blockFrom, blocks);
        assertSame(chain, expected, spaces);
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
        Chain chain = way.draw(random, 2);
        float[][] spaces = new float[2 + chain.outputs().size()][];
        for (int s = 0; s < spaces.length; s++) {
            spaces[s] = Floats.array(random, n + 3);
        }
        int[] map = RandomChain.map(random, n + 1, n + 1);
        Operand[] inputs = {Operand.shared(0, 1), Operand.shared(1, 2).through(map)};
        Operand[] outputs = IntStream.range(2, spaces.length)
                .mapToObj(space -> Operand.shared(space, 3))
                .toArray(Operand[]::new);
        int from = Math.min(n, random.nextInt(3));
        float[][] expected = copy(spaces);
        for (int i = from; i < n; i++) {
            float mapped = map[i] < 0 ? 0 : spaces[1][2 + map[i]];
            float[] results = RandomChain.define(chain, spaces[0][1 + i], mapped);
            for (int o = 0; o < results.length; o++) {
                expected[2 + o][3 + i] = results[o];
            }
        }
        ChainKernel kernel = way.kernel(chain);
        kernel.flat(inputs, outputs, spaces, kernel.scratch(), from, n);
        assertSame(chain, expected, spaces);
    }

    /** The first output lies over an input that later steps and other outputs may still read. */
    @ParameterizedTest
    @MethodSource("ways")
    void anOutputMayLieOverAnInput(Way way) {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 300; round++) {
            int n = 1 + random.nextInt(3000);
            Chain chain = way.draw(random, 2);
            float[][] spaces = new float[1 + chain.outputs().size()][];
            for (int s = 0; s < spaces.length; s++) {
                spaces[s] = Floats.array(random, n);
            }
            // Space 0 is the first output and the second input; the other outputs have the spaces from 2 on.
            Operand[] inputs = {Operand.shared(1, 0), Operand.shared(0, 0)};
            float[][] expected = copy(spaces);
            Operand[] outputs = IntStream.range(0, chain.outputs().size())
                    .mapToObj(o -> Operand.shared(o == 0 ? 0 : o + 1, 0))
                    .toArray(Operand[]::new);
            for (int i = 0; i < n; i++) {
                float[] results = RandomChain.define(chain, spaces[1][i], spaces[0][i]);
                for (int o = 0; o < results.length; o++) {
                    expected[outputs[o].space()][i] = results[o];
                }
            }
            ChainKernel kernel = way.kernel(chain);
            kernel.flat(inputs, outputs, spaces, kernel.scratch(), 0, n);
            assertSame(chain, expected, spaces);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 200})
    void oneScratchServesKernelsOfAnySize(int rounds) {
        SplittableRandom random = new SplittableRandom(6);
        List<ChainKernel> kernels = IntStream.range(0, rounds)
                .mapToObj(i -> ChainKernel.of(RandomChain.draw(random, 3), Hardware.here()))
                .toList();
        Scratch scratch = Scratch.fitting(kernels);
        float[][] spaces = {Floats.array(random, 1100), new float[1100], new float[1100], new float[1100]};
        Operand[] inputs = {Operand.shared(0, 0), Operand.shared(0, 50), Operand.shared(0, 99)};
        for (ChainKernel kernel : kernels) {
            Operand[] outputs = IntStream.range(0, kernel.chain().outputs().size())
                    .mapToObj(o -> Operand.shared(1 + o, 0))
                    .toArray(Operand[]::new);
            kernel.flat(inputs, outputs, spaces, scratch, 0, 1001);
            float[][] own = copy(spaces);
            kernel.flat(inputs, outputs, own, kernel.scratch(), 0, 1001);
            assertSame(kernel.chain(), own, spaces);
        }
    }

    @Test
    void aChainOfNothingCopiesAndSpreads() {
        Chain chain = new Chain(1, List.of(2f), List.of(), List.of(0, 1));
        float[][] spaces = {{7, 8}, new float[32], new float[32]};
        ChainKernel kernel = ChainKernel.of(chain, Hardware.here());
        Operand[] outputs = {Operand.lanes(1, 0, 32), Operand.lanes(2, 0, 32)};
        kernel.lanes(new Operand[] {Operand.shared(0, 0)}, outputs, spaces, 0, kernel.scratch(), 0, 2, 0, 1);
        for (int i = 0; i < 32; i++) {
            assertArrayEquals(new float[] {i < 16 ? 7 : 8, 2}, new float[] {spaces[1][i], spaces[2][i]});
        }
    }

    private static float[][] copy(float[][] spaces) {
        return Arrays.stream(spaces).map(float[]::clone).toArray(float[][]::new);
    }

    private static void assertSame(Chain chain, float[][] expected, float[][] actual) {
        for (int s = 0; s < expected.length; s++) {
            assertArrayEquals(Floats.bits(expected[s]), Floats.bits(actual[s]), chain::toString);
        }
    }
}
