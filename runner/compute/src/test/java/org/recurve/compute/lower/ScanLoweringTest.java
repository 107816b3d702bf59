package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;
import org.recurve.compute.runtime.InstructionSummary;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.WorkerPool;

/** Loops whose states depend on each other. */
class ScanLoweringTest {
    private static final int STEPS = 10;
    private static final int EXAMPLES = 18;

    private final GraphBuilder b = new GraphBuilder();

    private static float[][] run(Map<Node, float[]> given, Node... roots) {
        ExecutionPlan plan =
                ExecutionPlan.of(KernelSet.here(), FusionLevel.PASSES, List.of(roots), EXAMPLES, Map.of(), Map.of());
        float[][] read = new float[roots.length][];
        try (WorkerPool pool = new WorkerPool(1)) {
            PlanExecution execution = new PlanExecution(plan, pool);
            execution.examples(EXAMPLES);
            given.forEach((source, values) -> execution.write((Op.GraphSource) source.op(), values));
            execution.run(new float[0]);
            for (int i = 0; i < roots.length; i++) {
                read[i] = new float[EXAMPLES * roots[i].rows()];
                execution.read(roots[i], read[i]);
            }
        }
        return read;
    }

    /** {@code (a, b) = (b, a + b)} from (0, 1): the next a is the old b, which the new b must not overwrite first. */
    @Test
    void aStateThatBecomesAnotherIsCopiedAside() {
        ScanBuilder scan = new ScanBuilder(b, STEPS, false);
        Node first = scan.state(b.fill(0, 1));
        Node second = scan.state(b.fill(1, 1));
        Node sum = scan.body().apply(ElementwiseFunction.ADD, first, second);
        ScanBuilder.FinishedScan done = scan.finish(List.of(second, sum));
        float[][] fibonacci = run(Map.of(), done.last(0), done.last(1), done.stacked(sum));
        for (int example = 0; example < EXAMPLES; example++) {
            assertEquals(55, fibonacci[0][example]);
            assertEquals(89, fibonacci[1][example]);
            for (int step = 0; step < STEPS; step++) {
                assertEquals(new int[] {1, 2, 3, 5, 8, 13, 21, 34, 55, 89}[step], fibonacci[2][example * STEPS + step]);
            }
        }
    }

    /** Two states that change places, an even number of times and an odd one. */
    @Test
    void statesChangePlaces() {
        for (int steps = 3; steps <= 4; steps++) {
            ScanBuilder scan = new ScanBuilder(b, steps, false);
            Node first = scan.state(b.fill(7, 1));
            Node second = scan.state(b.fill(8, 1));
            ScanBuilder.FinishedScan done = scan.finish(List.of(second, first));
            float[][] last = run(Map.of(), done.last(0), done.last(1));
            assertEquals(steps % 2 == 0 ? 7 : 8, last[0][EXAMPLES - 1]);
            assertEquals(steps % 2 == 0 ? 8 : 7, last[1][EXAMPLES - 1]);
        }
    }

    /** {@code h = 2 h + x} from the end: h(t) = x(t) + 2 x(t + 1) + 4 x(t + 2). */
    @Test
    void stepsAreTakenFromTheEndWhereTheScanRunsBackwards() {
        Node x = b.source(Op.SourceKind.FIELD, "x", 3, false);
        ScanBuilder scan = new ScanBuilder(b, 3, true);
        Node state = scan.state(b.fill(0, 1));
        Node twice = scan.body().apply(ElementwiseFunction.MULTIPLY, state, b.fill(2, 1));
        Node next = scan.body().apply(ElementwiseFunction.ADD, twice, scan.sequence(x));
        float[] given = new float[3 * EXAMPLES];
        float[] expected = new float[given.length];
        for (int e = 0; e < EXAMPLES; e++) {
            for (int t = 0; t < 3; t++) {
                given[3 * e + t] = e + 100 * t;
            }
            expected[3 * e + 2] = given[3 * e + 2];
            expected[3 * e + 1] = given[3 * e + 1] + 2 * given[3 * e + 2];
            expected[3 * e] = given[3 * e] + 2 * given[3 * e + 1] + 4 * given[3 * e + 2];
        }
        assertArrayEquals(
                expected, run(Map.of(x, given), scan.finish(List.of(next)).stacked(next))[0]);
    }

    /** What every step has in common is read from where it lies around the loop, and computed there. */
    @Test
    void theBodyComputesOnlyWhatDependsOnTheState() {
        Node x = b.source(Op.SourceKind.FIELD, "x", STEPS, false);
        Node c = b.source(Op.SourceKind.FIELD, "c", 1, false);
        ScanBuilder scan = new ScanBuilder(b, STEPS, false);
        Node state = scan.state(b.fill(0, 1));
        Node once = scan.body().apply(ElementwiseFunction.TANH, c);
        Node next = scan.body()
                .apply(
                        ElementwiseFunction.ADD,
                        scan.body().apply(ElementwiseFunction.MULTIPLY, state, once),
                        scan.body().apply(ElementwiseFunction.EXP, scan.sequence(x)));
        Node last = scan.finish(List.of(next)).last(0);
        ExecutionPlan plan =
                ExecutionPlan.of(KernelSet.here(), FusionLevel.PASSES, List.of(last), EXAMPLES, Map.of(), Map.of());
        List<InstructionSummary> all = plan.describe();
        InstructionSummary loop = all.getLast();
        assertEquals("scan", loop.kernel());
        List<String> inside =
                loop.body().stream().flatMap(line -> line.formulas().stream()).toList();
        List<String> around =
                all.stream().flatMap(line -> line.formulas().stream()).toList();
        assertEquals(
                0,
                inside.stream()
                        .filter(f -> f.contains("tanh") || f.contains("exp"))
                        .count(),
                inside::toString);
        assertEquals(1, around.stream().filter(f -> f.contains("tanh")).count(), around::toString);
        assertEquals(1, around.stream().filter(f -> f.contains("exp")).count(), around::toString);
    }
}
