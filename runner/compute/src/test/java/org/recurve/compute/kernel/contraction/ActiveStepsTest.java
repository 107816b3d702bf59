package org.recurve.compute.kernel.contraction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;

/** Both kernels where examples have fewer repetitions than the geometry. */
class ActiveStepsTest {
    private static final List<ContractionKernel> KERNELS =
            List.of(new ScalarContractionKernel(), new VectorContractionKernel());
    private static final int[] BATCHES = {1, 16, 37, 64};
    private static final float UNTOUCHED = 12345f;

    static Stream<ContractionSpec> geometries() {
        return ContractionSpecs.all().filter(spec -> spec.prefix() > 1);
    }

    @Test
    void aBlockEndsWithItsLongestExampleButNotBeforeTheFirst() {
        float[] lengths = new float[3 * BlockLayout.LANES];
        lengths[5] = 4;
        lengths[BlockLayout.LANES + 2] = 2.5f;
        lengths[BlockLayout.LANES + 3] = Float.NaN;
        ActiveSteps steps = new ActiveSteps(BufferOffset.lanes(lengths, 0, 1), 7);
        assertEquals(4, steps.of(0));
        assertEquals(3, steps.of(1));
        assertEquals(1, steps.of(2));
        lengths[0] = 100;
        assertEquals(7, steps.of(0));
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void chainsBehindTheEndAreNotTouchedAndOthersAreTheDefinitions(ContractionSpec g) {
        for (int examples : BATCHES) {
            ContractionCase c = new ContractionCase(g, examples, examples, false);
            float[][] y = new float[examples][g.outputRows()];
            float[][] x = new float[examples][g.inputRows()];
            for (int e = 0; e < examples; e++) {
                ContractionDefinition.output(g, c.w, c.x[e], y[e]);
                ContractionDefinition.input(g, c.w, c.y[e], x[e]);
            }
            ActiveSteps steps = ends(g, examples);
            accumulate(ContractionPlan.of(g, ContractionOperand.OUTPUT), c, c.x, y, steps);
            accumulate(ContractionPlan.of(g, ContractionOperand.INPUT), c, c.y, x, steps);
        }
    }

    private static void accumulate(
            ContractionPlan table, ContractionCase c, float[][] source, float[][] all, ActiveSteps steps) {
        int rows = all[0].length;
        int blocks = BlockLayout.blocks(c.examples);
        for (ContractionKernel kernel : KERNELS) {
            float[] into = new float[blocks * rows * BlockLayout.LANES];
            Arrays.fill(into, UNTOUCHED);
            BufferOffset target = BufferOffset.lanes(into, 0, rows);
            for (int part = 0; part < 3; part++) {
                kernel.accumulate(
                        table,
                        BufferOffset.shared(c.w, 0),
                        ContractionCase.blocks(source, 2),
                        InitialSums.ZERO,
                        target,
                        steps,
                        0,
                        blocks,
                        c.examples,
                        new WorkShare(part, 3),
                        new ContractionScratch());
            }
            float[][] actual = ContractionCase.examples(target, rows, c.examples);
            for (int e = 0; e < c.examples; e++) {
                float[] expected = all[e].clone();
                Arrays.fill(expected, rows / steps.most() * steps.of(e / BlockLayout.LANES), rows, UNTOUCHED);
                assertArrayEquals(expected, actual[e], kernel + " " + c.geometry + " of " + c.examples);
            }
        }
    }

    /** Behind the end y is zero; where the sum is one chain, x is not looked at there. */
    @ParameterizedTest
    @MethodSource("geometries")
    void weightsAreSumsUpToTheEnd(ContractionSpec g) {
        for (int examples : BATCHES) {
            ContractionCase c = new ContractionCase(g, examples, examples, false);
            ActiveSteps steps = ends(g, examples);
            float[][] poisoned = new float[examples][];
            for (int e = 0; e < examples; e++) {
                int end = steps.of(e / BlockLayout.LANES);
                Arrays.fill(c.y[e], g.outputRows() / steps.most() * end, g.outputRows(), 0f);
                poisoned[e] = c.x[e].clone();
                if (g.fewPositionsPerWeight()) {
                    Arrays.fill(poisoned[e], g.inputRows() / steps.most() * end, g.inputRows(), Float.NaN);
                }
            }
            float[] expected = ContractionDefinition.weights(g, c.x, c.y);
            for (ContractionKernel kernel : KERNELS) {
                float[] w = new float[g.parameters()];
                BufferOffset[] y = {ContractionCase.blocks(c.y, 0)};
                BufferOffset x = ContractionCase.blocks(poisoned, 0);
                BufferOffset[] sums = {BufferOffset.shared(w, 0)};
                kernel.weights(
                        WeightGradientPlan.of(g), x, y, sums, steps, examples, WorkShare.ALL, new ContractionScratch());
                assertArrayEquals(expected, w, kernel + " " + g + " of " + examples);
            }
        }
    }

    private static ActiveSteps ends(ContractionSpec g, int examples) {
        SplittableRandom random = new SplittableRandom(examples);
        float[] lengths = new float[BlockLayout.blocks(examples) * BlockLayout.LANES];
        int block = 0;
        for (int e = 0; e < examples; e++) {
            block = e % BlockLayout.LANES == 0 ? random.nextInt(g.prefix()) : block;
            lengths[e] = 1 + random.nextInt(block + 1);
        }
        return new ActiveSteps(BufferOffset.lanes(lengths, 0, 1), g.prefix());
    }
}
