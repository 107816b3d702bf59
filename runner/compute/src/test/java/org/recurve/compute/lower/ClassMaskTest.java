package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.WorkerPool;

/** Rows of classes that no example has are computed without the mask, to the bits of plain loops. */
class ClassMaskTest {
    private static final float[] NO_GRADIENT = {};

    private final GraphBuilder b = new GraphBuilder();

    private static float[] ascending(int classes) {
        float[] values = new float[classes];
        IntStream.range(0, classes).forEach(i -> values[i] = i);
        return values;
    }

    private Node mask(int steps, int classes, float... values) {
        int rows = steps * classes;
        Node target = b.source(Op.SourceKind.FIELD, "target", steps, false);
        Node all = b.route(IndexTable.gather(rows, values.length, row -> row % classes), b.literal(values));
        return b.apply(
                ElementwiseFunction.EQUAL, b.route(IndexTable.gather(rows, steps, row -> row / classes), target), all);
    }

    private static Optional<ClassMask> found(Node mask) {
        FusionAnalysis analysis = FusionAnalysis.of(
                GraphTraversal.ancestors(List.of(mask)), Set.of(mask), FusionLevel.PASSES.longestPass());
        return ClassMask.of(FusionGroup.of(List.of(mask), analysis));
    }

    @Test
    void aMaskOfManyClassesIsFound() {
        assertEquals(Optional.of(new ClassMask(0, 0)), found(mask(1, 1024, ascending(1024))));
        assertEquals(Optional.of(new ClassMask(0, 0)), found(mask(3, 2000, ascending(2000))));
    }

    @Test
    void fewClassesAndOtherNumbersAreNoMask() {
        assertEquals(Optional.empty(), found(mask(3, 1000, ascending(1000))));
        float[] swapped = ascending(2000);
        swapped[7] = 8;
        assertEquals(Optional.empty(), found(mask(3, 2000, swapped)));
    }

    /**
     * The score of the target, the sum over the other classes, and a number added at the target: of classes at both ends, of one that
     * several examples have, of numbers that are no class.
     */
    @ParameterizedTest
    @CsvSource({"1, 1024, 1", "2, 1100, 20", "3, 1500, 33", "40, 1700, 18"})
    void leavingTheMaskOutChangesNoBit(int steps, int classes, int examples) {
        int rows = steps * classes;
        Node scores = b.source(Op.SourceKind.FIELD, "scores", rows, false);
        Node mask = mask(steps, classes, ascending(classes));
        IndexTable sums = IndexTable.uniform(steps, rows, classes, (row, k) -> row * classes + k);
        Node none = b.fill(0, rows);
        Node right = b.route(sums, b.apply(ElementwiseFunction.CHOOSE, mask, scores, none));
        Node squares = b.apply(ElementwiseFunction.SQUARE, scores);
        Node others = b.route(sums, b.apply(ElementwiseFunction.CHOOSE, mask, none, squares));
        Node back = b.route(IndexTable.gather(rows, steps, row -> row / classes), right);
        Node added = b.apply(ElementwiseFunction.ADD, squares, b.apply(ElementwiseFunction.CHOOSE, mask, back, none));
        Node flags = b.apply(ElementwiseFunction.NEGATE, mask);

        float[] x = scores(rows * examples);
        float[] targets = targets(steps * examples, classes);
        float[] expectedRight = new float[steps * examples];
        float[] expectedOthers = new float[steps * examples];
        float[] expectedAdded = new float[rows * examples];
        float[] expectedFlags = new float[rows * examples];
        for (int sum = 0; sum < steps * examples; sum++) {
            for (int k = 0; k < classes; k++) {
                float score = x[sum * classes + k];
                boolean hit = targets[sum] == k;
                float chosen = hit ? score : 0f;
                float other = hit ? 0f : score * score;
                expectedRight[sum] = k == 0 ? chosen : expectedRight[sum] + chosen;
                expectedOthers[sum] = k == 0 ? other : expectedOthers[sum] + other;
                expectedFlags[sum * classes + k] = hit ? -1f : -0f;
            }
            for (int k = 0; k < classes; k++) {
                float score = x[sum * classes + k];
                expectedAdded[sum * classes + k] = score * score + (targets[sum] == k ? expectedRight[sum] : 0f);
            }
        }
        for (KernelSet kernels : List.of(KernelSet.scalar(), KernelSet.here())) {
            for (int threads = 1; threads < 4; threads++) {
                List<Node> roots = List.of(right, others, added, flags);
                ExecutionPlan plan = ExecutionPlan.of(kernels, FusionLevel.PASSES, roots, examples, Map.of(), Map.of());
                try (WorkerPool pool = new WorkerPool(threads)) {
                    PlanExecution execution = new PlanExecution(plan, pool);
                    execution.examples(examples);
                    execution
                            .inputs()
                            .forEach(
                                    input -> execution.write(input, input.name().equals("scores") ? x : targets));
                    execution.run(NO_GRADIENT);
                    assertBits(expectedRight, execution, right);
                    assertBits(expectedOthers, execution, others);
                    assertBits(expectedAdded, execution, added);
                    assertBits(expectedFlags, execution, flags);
                }
            }
        }
    }

    private static void assertBits(float[] expected, PlanExecution execution, Node root) {
        float[] actual = new float[expected.length];
        execution.read(root, actual);
        assertArrayEquals(bits(expected), bits(actual), root.toString());
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray();
    }

    private static float[] scores(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            scores[i] = random.nextInt(9) == 0 ? -0f : (float) random.nextDouble(-2, 3);
        }
        return scores;
    }

    private static float[] targets(int count, int classes) {
        SplittableRandom random = new SplittableRandom(classes);
        float[] special = {0, classes - 1, -0f, 5, 5, -1, classes, 2.5f, Float.NaN, Float.POSITIVE_INFINITY, -1e30f};
        float[] targets = new float[count];
        for (int i = 0; i < count; i++) {
            targets[i] = random.nextBoolean() ? special[random.nextInt(special.length)] : random.nextInt(classes);
        }
        return targets;
    }
}
