package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.WorkerPool;

/** What goes into a run and comes out of it, example after example, with small whole numbers that floats hold exactly. */
class PlanExecutionTest {
    private static final float[] NO_GRADIENT = {};

    private final WorkerPool pool = new WorkerPool(2);
    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 3, false);

    @AfterEach
    void close() {
        pool.close();
    }

    private PlanExecution execution(Map<String, Integer> parameters, Map<Node, Integer> gradients, Node... roots) {
        return new PlanExecution(
                ExecutionPlan.of(KernelSet.here(), FusionLevel.PASSES, List.of(roots), 40, parameters, gradients),
                pool);
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i % 7 - 3;
        }
        return numbers;
    }

    /** One example, a full block, one more, and a batch smaller than the plan's: no lane is lost, none is counted twice. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 40})
    void examplesComeBackInTheirOrder(int examples) {
        Node twice = b.apply(ElementwiseFunction.MULTIPLY, x, b.fill(2, 3));
        Node sum = b.batchSum(x);
        PlanExecution execution = execution(Map.of(), Map.of(), twice, sum);
        float[] given = numbers(3 * examples);
        execution.examples(examples);
        execution.write((Op.GraphSource) x.op(), given);
        execution.run(NO_GRADIENT);
        float[] read = new float[given.length];
        execution.read(twice, read);
        float[] total = new float[5];
        execution.readShared(sum, total, 1);
        float[] expected = new float[given.length];
        float[] sums = new float[5];
        for (int i = 0; i < given.length; i++) {
            expected[i] = 2 * given[i];
            sums[1 + i % 3] += given[i];
        }
        assertArrayEquals(expected, read);
        assertArrayEquals(sums, total);
    }

    @Test
    void aSharedRootIsReadForEachExample() {
        Node sum = b.batchSum(x);
        PlanExecution execution = execution(Map.of(), Map.of(), sum);
        execution.examples(2);
        execution.write((Op.GraphSource) x.op(), new float[] {1, 2, 3, 10, 20, 30});
        execution.run(NO_GRADIENT);
        float[] read = new float[6];
        execution.read(sum, read);
        assertArrayEquals(new float[] {11, 22, 33, 11, 22, 33}, read);
    }

    /** {@code y = W x} with W from the fourth parameter on, and the outer product that is its gradient from the second. */
    @Test
    void parametersAreReadAndGradientsWrittenWhereTheVectorHasThem() {
        Node w = b.source(Op.SourceKind.PARAMETER, "w", 6, true);
        Node slope = b.source(Op.SourceKind.FIELD, "slope", 2, false);
        ContractionSpec dense = ContractionSpec.dense(3, 2);
        Node y = b.linear(dense, ContractionOperand.OUTPUT, w, x);
        Node gradient = b.linear(dense, ContractionOperand.WEIGHT, x, slope);
        PlanExecution execution = execution(Map.of("w", 3), Map.of(gradient, 1), y, gradient);
        assertEquals(Set.of(x.op(), slope.op()), execution.inputs());
        execution.examples(2);
        execution.write((Op.GraphSource) x.op(), new float[] {1, 2, 3, 4, 5, 6});
        execution.write((Op.GraphSource) slope.op(), new float[] {1, 10, 2, 20});
        execution.state(new float[] {9, 9, 9, 1, 0, 0, 0, 1, -1}, NO_GRADIENT, NO_GRADIENT);
        float[] written = new float[8];
        execution.run(written);
        float[] read = new float[4];
        execution.read(y, read);
        assertArrayEquals(new float[] {1, -1, 4, -1}, read);
        assertArrayEquals(new float[] {0, 9, 12, 15, 90, 120, 150, 0}, written);
    }

    @Test
    void theFirstResultThatIsNotFiniteIsNamed() {
        Node exp = b.apply(ElementwiseFunction.EXP, b.batchSum(x));
        PlanExecution execution = execution(Map.of(), Map.of(), exp);
        execution.examples(1);
        execution.write((Op.GraphSource) x.op(), new float[] {1, 2, 1000});
        assertEquals(
                Optional.of("of 3 rows: Infinity"),
                execution.firstNotFinite((node, value) -> "of " + node.rows() + " rows: " + value));
        execution.write((Op.GraphSource) x.op(), new float[] {1, 2, 3});
        assertEquals(Optional.empty(), execution.firstNotFinite((node, value) -> "none"));
    }
}
