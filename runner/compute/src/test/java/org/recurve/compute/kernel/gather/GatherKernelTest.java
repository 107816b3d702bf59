package org.recurve.compute.kernel.gather;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.IntArray;

/** Vector kernels give the very bits of the scalar ones, whatever the lists, and touch nothing else. */
class GatherKernelTest {
    private static final int ROUNDS = 300;

    /** Few different values, so that ties are common, and those that break comparisons. */
    private static final float[] VALUES = {
        0f, -0f, 1f, -1f, 2.5f, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0x1p-149f
    };

    private final SplittableRandom random = new SplittableRandom(3);

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void sums(int width) {
        for (int round = 0; round < ROUNDS; round++) {
            Case drawn = draw(0, width);
            drawn.agree((kernel, to) -> kernel.sum(drawn.lists(), drawn.x, 3, to.out, 2, drawn.from, drawn.to, width));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void largest(int width) {
        for (int round = 0; round < ROUNDS; round++) {
            Case drawn = draw(1, width);
            drawn.agree((kernel, to) ->
                    kernel.largest(drawn.lists(), drawn.x, 3, to.out, 2, to.choice, 1, drawn.from, drawn.to, width));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void places(int width) {
        for (int round = 0; round < ROUNDS; round++) {
            Case drawn = draw(1, width);
            Results chosen = new Results();
            new ScalarGatherKernel()
                    .largest(drawn.lists(), drawn.x, 3, chosen.out, 2, chosen.choice, 1, 0, drawn.table.rows(), width);
            float[] y = values(1 + drawn.table.rows() * width);
            IndexLists.TransposedLists transposedLists = IndexLists.TransposedLists.of(drawn.table);
            int to = random.nextInt(drawn.table.sourceRows() + 1);
            int from = random.nextInt(to + 1);
            drawn.agree((kernel, into) ->
                    kernel.place(transposedLists, y, 1, chosen.choice, 1, into.out, 2, from, to, width));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 31, 32, 33, 64, 100})
    void sumsOverTheBatch(int examples) {
        for (int rows = 1; rows < 20; rows++) {
            Case drawn = draw(1, 16);
            int last = rows;
            float[] x = values(5 + Math.ceilDiv(examples, 16) * rows * 16);
            drawn.agree((kernel, to) -> kernel.batchSum(x, 5, last * 16, examples, to.out, 2, last / 3, last));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sumsThatGoOn(boolean begins) {
        for (int rows = 1; rows < 20; rows++) {
            Case drawn = draw(1, 16);
            int more = rows;
            float[] x = values(5 + rows * 16);
            drawn.agree((kernel, to) -> kernel.sumOn(x, 5, more, to.out, 2, begins));
        }
    }

    /** Blocks that are added one by one, the first one being there already, have the sums of all of them at once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 31, 32, 33, 48, 64, 100})
    void blocksAddUpToTheSumsOverTheBatch(int examples) {
        int blocks = Math.ceilDiv(examples, 16);
        for (int rows = 1; rows < 40; rows++) {
            int size = rows * 16;
            float[] x = values(blocks * size);
            if (rows % 5 == 0) {
                Arrays.fill(x, -0f); // whose sum is +0, as it begins with that
            }
            float[] expected = new float[rows];
            new ScalarGatherKernel().batchSum(x, 0, size, examples, expected, 0, 0, rows);
            for (GatherKernel kernel : List.of(new ScalarGatherKernel(), new VectorGatherKernel())) {
                float[] sums = values(3 + size);
                float[] sum = new float[2 + rows];
                if (blocks > 1) {
                    System.arraycopy(x, 0, sums, 3, size);
                }
                for (int block = 1; block < blocks - 1; block++) {
                    kernel.add(x, block * size, rows, sums, 3);
                }
                int last = blocks - 1;
                kernel.addLanes(sums, 3, last == 0, x.clone(), last * size, rows, examples - last * 16, sum, 2);
                assertArrayEquals(bits(expected), bits(Arrays.copyOfRange(sum, 2, sum.length)));
            }
        }
    }

    private static int[] bits(float... values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToIntBits(values[i]))
                .toArray();
    }

    private float[] values(int n) {
        float[] values = new float[n];
        boolean ordinary = random.nextBoolean();
        for (int i = 0; i < n; i++) {
            values[i] = ordinary ? (float) random.nextDouble(-2, 2) : VALUES[random.nextInt(VALUES.length)];
        }
        return values;
    }

    /** A table of up to 12 rows with {@code least} to 10 sources each, often all of one size. */
    private Case draw(int least, int width) {
        int rows = random.nextInt(1, 13);
        int sourceRows = random.nextInt(1, 20);
        int uniform = random.nextBoolean() ? random.nextInt(least, 11) : -1;
        int[] starts = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            starts[row + 1] = starts[row] + (uniform >= 0 ? uniform : random.nextInt(least, 11));
        }
        IndexTable.ListedTable table = new IndexTable.ListedTable(
                sourceRows, IntArray.of(starts), IntArray.of(starts[rows], i -> random.nextInt(sourceRows)));
        int to = random.nextInt(rows + 1);
        return new Case(table, values(3 + sourceRows * width), random.nextInt(to + 1), to);
    }

    /** What a kernel writes, with something there before. */
    private static final class Results {
        private final float[] out = new float[400];
        private final float[] choice = new float[400];

        Results() {
            Arrays.fill(out, 7);
            Arrays.fill(choice, 8);
        }
    }

    private record Case(IndexTable.ListedTable table, float[] x, int from, int to) {
        IndexLists lists() {
            return IndexLists.of(table);
        }

        void agree(BiConsumer<GatherKernel, Results> work) {
            Results expected = new Results();
            Results actual = new Results();
            work.accept(new ScalarGatherKernel(), expected);
            work.accept(new VectorGatherKernel(), actual);
            assertArrayEquals(bits(expected.out), bits(actual.out));
            assertArrayEquals(bits(expected.choice), bits(actual.choice));
        }

        /** All NaNs alike: which of two is kept is not ours to say. */
        private static int[] bits(float[] of) {
            int[] bits = new int[of.length];
            Arrays.setAll(bits, i -> Float.floatToIntBits(of[i]));
            return bits;
        }
    }
}
