package org.recurve.compute.kernel.contraction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionSpec;

/** The product that lays both sides out, which is chosen for large layers only, against the definition. */
class DenseWeightGradientsTest {
    static Stream<ContractionSpec> geometries() {
        return Stream.concat(
                        ContractionSpecs.all(),
                        Stream.of(
                                ContractionSpec.dense(530, 5),
                                ContractionSpec.dense(40, 50).repeated(2),
                                ContractionSpec.dense(9, 97).repeated(7)))
                .filter(ContractionSpec::fewPositionsPerWeight);
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void everyBatchGivesTheDefinitionsBits(ContractionSpec g) {
        for (int examples : new int[] {1, 3, 4, 16, 20, 37, 130}) {
            ContractionCase c = new ContractionCase(g, examples, examples, examples % 2 == 1);
            float[] expected = ContractionDefinition.weights(g, c.x, c.y);
            for (int parts : new int[] {1, 3}) {
                assertArrayEquals(
                        bits(expected), bits(weights(g, c, ActiveSteps.LAST, parts)), () -> examples + " of " + g);
            }
        }
    }

    @Test
    void stepsBehindEveryEndAreLeftOut() {
        ContractionSpec g = ContractionSpec.dense(21, 18).repeated(5);
        int examples = 35;
        ContractionCase c = new ContractionCase(g, examples, 7, false);
        float[] lengths = new float[BlockLayout.blocks(examples) * BlockLayout.LANES];
        Arrays.fill(lengths, 2);
        ActiveSteps steps = new ActiveSteps(BufferOffset.lanes(lengths, 0, 1), 5);
        float[][] ended = Arrays.stream(c.y)
                .map(y -> Arrays.copyOf(Arrays.copyOf(y, 2 * 18), y.length))
                .toArray(float[][]::new);
        assertArrayEquals(
                bits(ContractionDefinition.weights(g, c.x, ended)),
                bits(weights(g, c, steps, 1)),
                "zeros add nothing to sums that are not 0");
    }

    @Test
    void largeLayersAreLaidOutAndSmallOnesReadAsTheyLie() {
        WeightGradientPlan vocabulary = WeightGradientPlan.of(ContractionSpec.dense(8, 40_000));
        assertTrue(DenseWeightGradients.pays(vocabulary, 32));
        assertFalse(DenseWeightGradients.pays(vocabulary, 2), "few examples");
        assertFalse(DenseWeightGradients.pays(WeightGradientPlan.of(ContractionSpec.dense(800, 500)), 64));
        assertTrue(DenseWeightGradients.pays(
                WeightGradientPlan.of(ContractionSpec.dense(256, 256).repeated(25)), 64));
        assertFalse(DenseWeightGradients.pays(
                WeightGradientPlan.of(ContractionSpec.dense(128, 128).repeated(28)), 64));
    }

    private static float[] weights(ContractionSpec g, ContractionCase c, ActiveSteps steps, int parts) {
        BufferOffset[] w = {BufferOffset.shared(new float[2 + g.parameters()], 2)};
        Arrays.fill(w[0].array(), 12345f);
        BufferOffset[] y = {ContractionCase.blocks(c.y, 1)};
        BufferOffset x = ContractionCase.blocks(c.x, 3);
        ContractionScratch scratch = new ContractionScratch();
        WeightGradientPlan table = WeightGradientPlan.of(g);
        for (int part = 0; part < parts; part++) {
            DenseWeightGradients.run(table, x, y, w, steps, c.examples, new WorkShare(part, parts), scratch);
        }
        return Arrays.copyOfRange(w[0].array(), 2, 2 + g.parameters());
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }
}
