package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.WorkerPool;

/** Which passes one instruction computes, and that this changes no bit. */
class PassBatchingTest {
    private static final int ROWS = 4096;
    private static final int CHANNELS = 32;
    private static final float[] NONE = {};

    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", ROWS, false);

    /** The nodes of each instruction. */
    private static List<List<Node>> instructions(Node... roots) {
        ExecutionSchedule schedule = ExecutionSchedule.of(List.of(roots), FusionLevel.PASSES);
        return IntStream.range(0, schedule.steps().size())
                .filter(step -> !schedule.joined().contains(schedule.steps().get(step)))
                .mapToObj(step -> schedule.together(step, FusionLevel.PASSES))
                .toList();
    }

    @Test
    void passesThatReadOneValueAreOneInstruction() {
        Node tanh = b.apply(ElementwiseFunction.TANH, x);
        Node exp = b.apply(ElementwiseFunction.EXP, x);
        assertEquals(List.of(List.of(tanh, exp)), instructions(tanh, exp));
    }

    /** The sum takes its terms as they are stored; so does what goes on from them. */
    @Test
    void whatReadsAStoredResultIsComputedWithIt() {
        Node tanh = b.apply(ElementwiseFunction.TANH, x);
        Node sum = b.batchSum(tanh);
        Node square = b.apply(ElementwiseFunction.SQUARE, tanh);
        assertEquals(List.of(List.of(tanh, sum, square)), instructions(tanh, sum, square));
    }

    @Test
    void whatNeedsASumWaitsForIt() {
        Node tanh = b.apply(ElementwiseFunction.TANH, x);
        Node sum = b.batchSum(tanh);
        Node less = b.apply(ElementwiseFunction.SUBTRACT, tanh, sum);
        assertEquals(List.of(List.of(tanh, sum), List.of(less)), instructions(tanh, sum, less));
    }

    /** The scale is computed behind the first pass; it is small, and moves in front of both. */
    @Test
    void aSmallStepBetweenThemMovesInFront() {
        Node tanh = b.apply(ElementwiseFunction.TANH, x);
        Node scale = b.apply(ElementwiseFunction.EXP, b.source(Op.SourceKind.PARAMETER, "w", CHANNELS, true));
        Node scaled = b.apply(ElementwiseFunction.MULTIPLY, tanh, spread(scale));
        assertEquals(List.of(List.of(scale), List.of(tanh, scaled)), instructions(tanh, scale, scaled));
    }

    @Test
    void whatIsReadInAnotherOrderIsStoredBefore() {
        Node tanh = b.apply(ElementwiseFunction.TANH, x);
        Node reversed = b.route(IndexTable.gather(ROWS, ROWS, row -> ROWS - 1 - row), tanh);
        Node sum = b.apply(ElementwiseFunction.ADD, x, reversed);
        assertEquals(List.of(List.of(tanh), List.of(sum)), instructions(tanh, sum));
    }

    @Test
    void fewRowsStayInTheCachesAnyway() {
        Node few = b.source(Op.SourceKind.FIELD, "few", 64, false);
        Node tanh = b.apply(ElementwiseFunction.TANH, few);
        Node exp = b.apply(ElementwiseFunction.EXP, few);
        assertEquals(List.of(List.of(tanh), List.of(exp)), instructions(tanh, exp));
    }

    private Node spread(Node channels) {
        IndexTable table = IndexTable.gather(ROWS, CHANNELS, row -> row / (ROWS / CHANNELS));
        return b.route(table, channels);
    }

    /** A normalisation by numbers of each channel, its derivative and their sums, against the same operations one by one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 32})
    void bitsAreThoseOfSingleOperations(int examples) {
        Node y = b.source(Op.SourceKind.FIELD, "y", ROWS, false);
        Node scale = spread(b.source(Op.SourceKind.PARAMETER, "w", CHANNELS, true));
        Node scaled = b.apply(ElementwiseFunction.DIVIDE, b.apply(ElementwiseFunction.SUBTRACT, x, scale), scale);
        Node relu = b.apply(ElementwiseFunction.RELU, b.apply(ElementwiseFunction.ADD, scaled, scale));
        Node chosen = b.apply(ElementwiseFunction.CHOOSE, relu, y, b.fill(0, ROWS));
        Node sum = b.batchSum(chosen);
        Node products = b.batchSum(b.apply(ElementwiseFunction.MULTIPLY, chosen, scaled));
        Node squares = b.route(
                IndexTable.uniform(CHANNELS, ROWS, ROWS / CHANNELS, (row, k) -> row * (ROWS / CHANNELS) + k),
                b.apply(ElementwiseFunction.SQUARE, scaled));
        Node[] roots = {scaled, relu, chosen, sum, products, squares};
        assertEquals(3, instructions(roots).size(), "four results at most, and two kinds of sums");
        assertArrayEquals(bits(FusionLevel.OPERATIONS, examples, roots), bits(FusionLevel.PASSES, examples, roots));
    }

    private static int[] bits(FusionLevel level, int examples, Node... roots) {
        SplittableRandom random = new SplittableRandom(examples);
        try (WorkerPool pool = new WorkerPool(2)) {
            ExecutionPlan plan =
                    ExecutionPlan.of(KernelSet.here(), level, List.of(roots), 40, Map.of("w", 0), Map.of());
            PlanExecution execution = new PlanExecution(plan, pool);
            execution.examples(examples);
            for (Op.GraphSource source : plan.sources()) {
                execution.write(source, numbers(random.split(), ROWS * examples));
            }
            execution.state(numbers(random.split(), CHANNELS), NONE, NONE);
            execution.run(NONE);
            return Stream.of(roots)
                    .flatMapToInt(root -> {
                        float[] read = new float[root.rows() * (root.shared() ? 1 : examples)];
                        if (root.shared()) {
                            execution.readShared(root, read, 0);
                        } else {
                            execution.read(root, read);
                        }
                        return IntStream.range(0, read.length).map(i -> Float.floatToIntBits(read[i]));
                    })
                    .toArray();
        }
    }

    private static float[] numbers(SplittableRandom random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextDouble(-2, 2);
        }
        return numbers;
    }
}
