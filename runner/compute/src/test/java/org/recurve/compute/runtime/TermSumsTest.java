package org.recurve.compute.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.lower.ExecutionPlan;
import org.recurve.compute.lower.FusionLevel;
import org.recurve.compute.lower.PlanExecution;

/** Sums of terms that are stored nowhere have the bits of sums of stored ones. */
class TermSumsTest {
    private static final float[] NO_GRADIENT = {};

    private final GraphBuilder b = new GraphBuilder();

    /** The standardised values of groups of rows, and what their mean and its derivatives are made of. */
    private List<Node> roots(int groups, int size) {
        int rows = groups * size;
        Node x = b.source(Op.SourceKind.FIELD, "x", rows, false);
        IndexTable sums = IndexTable.uniform(groups, rows, size, (row, k) -> row * size + k);
        IndexTable spread = IndexTable.gather(rows, groups, row -> row / size);
        Node share = b.fill(1f / size, groups);
        Node mean = b.apply(ElementwiseFunction.MULTIPLY, b.route(sums, x), share);
        Node centered = b.apply(ElementwiseFunction.SUBTRACT, x, b.route(spread, mean));
        Node variance = b.route(sums, b.apply(ElementwiseFunction.SQUARE, centered));
        Node deviation = b.apply(ElementwiseFunction.SQRT, variance);
        Node standard = b.apply(ElementwiseFunction.DIVIDE, centered, b.route(spread, deviation));
        Node products = b.batchSum(b.apply(ElementwiseFunction.MULTIPLY, standard, centered));
        return List.of(variance, standard, products, b.batchSum(b.apply(ElementwiseFunction.NEGATE, centered)));
    }

    /** Strips of 64 rows that end within a group and at its end; few rows, and so many that cheap terms are computed twice. */
    @ParameterizedTest
    @CsvSource({"2, 3, 1", "1, 64, 17", "3, 65, 16", "2, 200, 40", "16, 256, 20", "5, 1000, 33"})
    void storingTermsOrNotChangesNoBit(int groups, int size, int examples) {
        List<Node> roots = roots(groups, size);
        SplittableRandom random = new SplittableRandom(groups * size);
        float[] x = new float[groups * size * examples];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(50) == 0 ? -0f : (float) random.nextDouble(-1, 3);
        }
        int[] stored = results(roots, FusionLevel.OPERATIONS, KernelSet.scalar(), 1, x, examples);

        for (KernelSet kernels : List.of(KernelSet.scalar(), KernelSet.here())) {
            for (int threads = 1; threads < 4; threads++) {
                int[] summed = results(roots, FusionLevel.PASSES, kernels, threads, x, examples);

                assertArrayEquals(stored, summed, kernels + ", " + threads + " threads");
            }
        }
    }

    private static int[] results(
            List<Node> roots, FusionLevel level, KernelSet kernels, int threads, float[] x, int examples) {
        ExecutionPlan plan = ExecutionPlan.of(kernels, level, roots, examples, Map.of(), Map.of());
        long sums = plan.describe().stream()
                .flatMap(each -> each.writes().stream())
                .filter(write -> write.role().startsWith("sum("))
                .count();
        assertEquals(level == FusionLevel.PASSES ? 3 : 0, sums);
        try (WorkerPool pool = new WorkerPool(threads)) {
            PlanExecution execution = new PlanExecution(plan, pool);
            execution.examples(examples);
            execution.write(plan.sources().iterator().next(), x);
            execution.run(NO_GRADIENT);
            float[] all = new float[0];
            for (Node root : roots) {
                float[] read = new float[root.rows() * examples];
                execution.read(root, read);
                int before = all.length;
                all = Arrays.copyOf(all, before + read.length);
                System.arraycopy(read, 0, all, before, read.length);
            }
            int[] bits = new int[all.length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Float.floatToRawIntBits(all[i]);
            }
            assertTrue(bits.length > 0);
            return bits;
        }
    }
}
