package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;
import org.recurve.testkit.Forward;

class SelfAttentionTest {
    private static SelfAttention.Config config(int heads, int units, boolean causal) {
        return new SelfAttention.Config(heads, Optional.of(units), causal, Specs.NORMAL);
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        List<Field> lengths = List.of(
                Exact.input(5, 3), new Field(Field.TARGET, Shape.SCALAR), new Field(Field.LENGTH, Shape.SCALAR));
        return Stream.of(
                        Contract.layer(new SelfAttention(), config(2, 4, false), 5, 3),
                        Contract.layer(new SelfAttention(), config(1, 3, true), 4, 2),
                        Contract.layer(new SelfAttention(), config(2, 4, true), lengths))
                .flatMap(Contract::tests);
    }

    /**
     * Two steps (1, 0) and (0, 2), all matrices the identity: scores are 1/√2 · (1 0; 0 4), and a step gives the rest of
     * its weight to the other.
     */
    @Test
    void twoStepsWorkedByHand() {
        Exact exact = exact(1, 2, false, 2, 2);
        for (String name : List.of("Q", "K", "V", "O")) {
            exact = exact.with(name, 1, 0, 0, 1);
        }
        double first = 1 / (1 + StrictMath.exp(-1 / StrictMath.sqrt(2)));
        double second = 1 / (1 + StrictMath.exp(-4 / StrictMath.sqrt(2)));
        assertArrayEquals(new double[] {first, 2 * (1 - first), 1 - second, 2 * second}, exact.run(1, 0, 0, 2), 1e-7);
    }

    private static Exact exact(int heads, int units, boolean causal, int steps, int features) {
        return Exact.of(
                new SelfAttention(),
                config(heads, units, causal),
                Exact.input(steps, features),
                new Field(Field.TARGET, Shape.SCALAR));
    }

    @ParameterizedTest
    @CsvSource({"1, 4, false, 5", "2, 4, false, 5", "4, 4, false, 3", "3, 6, true, 6", "1, 2, true, 1"})
    void itIsTheFormulaOfThePaper(int heads, int units, boolean causal, int steps) {
        Exact exact = exact(heads, units, causal, steps, 3);
        double[] x = Exact.numbers("x", steps * 3);
        assertArrayEquals(expected(exact, x, heads, causal), exact.run(x), 1e-6);
    }

    private static RealMatrix matrix(double[] numbers, int columns) {
        return new Array2DRowRealMatrix(IntStream.range(0, numbers.length / columns)
                .mapToObj(row -> Arrays.copyOfRange(numbers, row * columns, (row + 1) * columns))
                .toArray(double[][]::new));
    }

    /** By Commons Math, head by head: softmax(Q Kᵀ / √d) V, the heads side by side, times Oᵀ. */
    private static double[] expected(Exact exact, double[] input, int heads, boolean causal) {
        RealMatrix x = matrix(input, 3);
        RealMatrix queries = x.multiply(matrix(exact.parameter("Q"), 3).transpose());
        RealMatrix keys = x.multiply(matrix(exact.parameter("K"), 3).transpose());
        RealMatrix values = x.multiply(matrix(exact.parameter("V"), 3).transpose());
        int steps = x.getRowDimension();
        int width = queries.getColumnDimension() / heads;
        RealMatrix read = new Array2DRowRealMatrix(steps, queries.getColumnDimension());
        for (int head = 0; head < heads; head++) {
            int from = head * width;
            int to = from + width - 1;
            RealMatrix weights = queries.getSubMatrix(0, steps - 1, from, to)
                    .multiply(keys.getSubMatrix(0, steps - 1, from, to).transpose())
                    .scalarMultiply(1 / StrictMath.sqrt(width));
            for (int step = 0; step < steps; step++) {
                weights.setRow(step, softmax(weights.getRow(step), causal ? step + 1 : steps));
            }
            read.setSubMatrix(
                    weights.multiply(values.getSubMatrix(0, steps - 1, from, to))
                            .getData(),
                    0,
                    from);
        }
        RealMatrix out = read.multiply(
                matrix(exact.parameter("O"), queries.getColumnDimension()).transpose());
        return Arrays.stream(out.getData()).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] softmax(double[] scores, int allowed) {
        double[] e = new double[scores.length];
        for (int i = 0; i < allowed; i++) {
            e[i] = StrictMath.exp(scores[i]);
        }
        double sum = Arrays.stream(e).sum();
        return Arrays.stream(e).map(value -> value / sum).toArray();
    }

    /** An example of three true steps in a room of seven gives what it gives in a room of three, and 0 behind. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void whatLiesPastTheTrueLengthCountsNowhere(boolean causal) {
        float[] x = {0.5f, -1, 2, 1, 0, -0.25f, 3, 1, 1};
        float[] wide = new float[21];
        Arrays.fill(wide, 1e6f);
        System.arraycopy(x, 0, wide, 0, x.length);
        float[] own = run(x, 3, causal);
        float[] padded = run(wide, 7, causal);
        assertArrayEquals(own, Arrays.copyOf(padded, own.length));
        assertArrayEquals(new float[padded.length - own.length], Arrays.copyOfRange(padded, own.length, padded.length));
        assertTrue(Arrays.equals(own, run(x, 3, causal)));
    }

    private static float[] run(float[] x, int room, boolean causal) {
        return Forward.of(new SelfAttention(), config(2, 4, causal), Shape.of(room, 3))
                .with(new Field(Field.LENGTH, Shape.SCALAR), 3)
                .run(x);
    }

    /** What comes later changes nothing of what was before. */
    @Test
    void aCausalStepDoesNotSeeLaterOnes() {
        Exact exact = exact(2, 4, true, 4, 3);
        double[] x = Exact.numbers("x", 12);
        double[] other = x.clone();
        other[9] = 50;
        assertArrayEquals(Arrays.copyOf(exact.run(x), 12), Arrays.copyOf(exact.run(other), 12));
    }

    @Test
    void itsParametersAreFourMatricesAndItsUnitsThoseOfTheInput() {
        SelfAttention.Config plain = new SelfAttention.Config(2, Optional.empty(), false, Specs.NORMAL);
        Exact exact = Exact.of(new SelfAttention(), plain, Exact.input(3, 2, 2), new Field(Field.TARGET, Shape.SCALAR));
        Map<String, Shape> shapes = new HashMap<>();
        for (String name : List.of("Q", "K", "V", "O")) {
            shapes.put(name, Shape.of(4, 4));
        }
        assertEquals(shapes, exact.names());
    }

    @Test
    void mistakesAreExplained() {
        String uneven = assertThrows(InvalidSetting.class, () -> exact(3, 4, false, 5, 3))
                .getMessage();
        assertTrue(uneven.contains("3 heads do not divide 4 units evenly; set units to a multiple of heads"), uneven);
        String flat = assertThrows(
                        InvalidSetting.class,
                        () -> Exact.of(
                                new SelfAttention(),
                                config(1, 4, false),
                                Exact.input(5),
                                new Field(Field.TARGET, Shape.SCALAR)))
                .getMessage();
        assertTrue(flat.contains("attention needs a sequence of shape [steps, features…]"), flat);
    }
}
