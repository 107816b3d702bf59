package org.recurve.compute.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;
import org.recurve.compute.lower.ExecutionPlan;
import org.recurve.compute.lower.FusionLevel;
import org.recurve.compute.lower.PlanExecution;

/** Loops over few examples, whose steps share how weights are laid out, have the bits of the definition. */
class ScanInstructionTest {
    private static final float[] NONE = {};
    private static final int STEPS = 5;

    /** {@code h = tanh(W h + W² x)}, squared number by number. */
    private static Node recurrence(GraphBuilder b, int units) {
        Node x = b.source(Op.SourceKind.FIELD, "x", STEPS * units, false);
        Node w = b.source(Op.SourceKind.PARAMETER, "w", units * units, true);
        Node squared = b.apply(ElementwiseFunction.SQUARE, w);
        ScanBuilder scan = new ScanBuilder(b, STEPS, false);
        GraphBuilder body = scan.body();
        Node state = scan.state(b.fill(0.5f, units));
        ContractionSpec dense = ContractionSpec.dense(units, units);
        Node first = body.linear(dense, ContractionOperand.OUTPUT, w, state);
        Node second = body.linear(dense, ContractionOperand.OUTPUT, squared, first);
        Node next = body.apply(ElementwiseFunction.TANH, body.apply(ElementwiseFunction.ADD, second, scan.sequence(x)));
        return scan.finish(List.of(next)).stacked(next);
    }

    /** Each batch has weights of its own in the same array, as between two steps of a training. */
    @ParameterizedTest
    @CsvSource({"16, 1", "48, 2", "100, 3", "130, 4", "48, 5"})
    void everyRunLaysOutTheWeightsItHas(int units, int examples) {
        int[] expected = runs(KernelSet.scalar(), units, examples);

        assertArrayEquals(expected, runs(KernelSet.here(), units, examples));
        int each = expected.length / 2;
        assertFalse(Arrays.equals(Arrays.copyOf(expected, each), Arrays.copyOfRange(expected, each, 2 * each)));
    }

    private static int[] runs(KernelSet kernels, int units, int examples) {
        Node root = recurrence(new GraphBuilder(), units);
        ExecutionPlan plan =
                ExecutionPlan.of(kernels, FusionLevel.PASSES, List.of(root), examples, Map.of("w", 0), Map.of());
        SplittableRandom random = new SplittableRandom(units);
        float[] w = new float[units * units];
        int size = STEPS * units * examples;
        int[] bits = new int[2 * size];
        try (WorkerPool pool = new WorkerPool(1)) {
            PlanExecution execution = new PlanExecution(plan, pool);
            execution.examples(examples);
            for (int run = 0; run < 2; run++) {
                fill(random, w);
                float[] x = new float[size];
                fill(random, x);
                execution.state(w, NONE, NONE);
                execution.write(plan.sources().iterator().next(), x);
                execution.run(NONE);
                float[] read = new float[size];
                execution.read(root, read);
                for (int i = 0; i < size; i++) {
                    bits[run * size + i] = Float.floatToRawIntBits(read[i]);
                }
            }
        }
        return bits;
    }

    private static void fill(SplittableRandom random, float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-0.5, 0.5);
        }
    }
}
