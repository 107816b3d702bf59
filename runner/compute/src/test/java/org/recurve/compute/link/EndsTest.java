package org.recurve.compute.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kernels where examples have fewer repetitions than the geometry. */
class EndsTest {
    private static final List<LinkKernel> KERNELS = List.of(new ScalarLinkKernel(), new VectorLinkKernel());
    private static final int[] BATCHES = {1, 16, 37, 64};
    private static final float UNTOUCHED = 12345f;

    static Stream<Geometry> geometries() {
        return Geometries.all().filter(geometry -> geometry.prefix() > 1);
    }

    @Test
    void aBlockEndsWithItsLongestExampleButNotBeforeTheFirst() {
        float[] lengths = new float[3 * Layout.LANES];
        lengths[5] = 4;
        lengths[Layout.LANES + 2] = 2.5f;
        lengths[Layout.LANES + 3] = Float.NaN;
        Ends ends = new Ends(Span.lanes(lengths, 0, 1), 7);
        assertEquals(4, ends.of(0));
        assertEquals(3, ends.of(1));
        assertEquals(1, ends.of(2));
        lengths[0] = 100;
        assertEquals(7, ends.of(0));
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void chainsBehindTheEndAreNotTouchedAndOthersAreTheDefinitions(Geometry g) {
        for (int examples : BATCHES) {
            LinkCase c = new LinkCase(g, examples, examples, false);
            float[][] y = new float[examples][g.outputRows()];
            float[][] x = new float[examples][g.inputRows()];
            for (int e = 0; e < examples; e++) {
                LinkDefinition.output(g, c.w, c.x[e], y[e]);
                LinkDefinition.input(g, c.w, c.y[e], x[e]);
            }
            Ends ends = ends(g, examples);
            chains(ChainTable.of(g, Role.OUTPUT), c, c.x, y, ends);
            chains(ChainTable.of(g, Role.INPUT), c, c.y, x, ends);
        }
    }

    private static void chains(ChainTable table, LinkCase c, float[][] source, float[][] all, Ends ends) {
        int rows = all[0].length;
        int blocks = Layout.blocks(c.examples);
        for (LinkKernel kernel : KERNELS) {
            float[] into = new float[blocks * rows * Layout.LANES];
            Arrays.fill(into, UNTOUCHED);
            Span target = Span.lanes(into, 0, rows);
            for (int part = 0; part < 3; part++) {
                kernel.chains(
                        table,
                        Span.shared(c.w, 0),
                        LinkCase.blocks(source, 2),
                        Start.ZERO,
                        target,
                        ends,
                        0,
                        blocks,
                        new Share(part, 3),
                        new Scratch());
            }
            float[][] actual = LinkCase.examples(target, rows, c.examples);
            for (int e = 0; e < c.examples; e++) {
                float[] expected = all[e].clone();
                Arrays.fill(expected, rows / ends.most() * ends.of(e / Layout.LANES), rows, UNTOUCHED);
                assertArrayEquals(expected, actual[e], kernel + " " + c.geometry + " of " + c.examples);
            }
        }
    }

    /** Behind the end y is zero; where the sum is one chain, x is not looked at there. */
    @ParameterizedTest
    @MethodSource("geometries")
    void weightsAreSumsUpToTheEnd(Geometry g) {
        for (int examples : BATCHES) {
            LinkCase c = new LinkCase(g, examples, examples, false);
            Ends ends = ends(g, examples);
            float[][] poisoned = new float[examples][];
            for (int e = 0; e < examples; e++) {
                int end = ends.of(e / Layout.LANES);
                Arrays.fill(c.y[e], g.outputRows() / ends.most() * end, g.outputRows(), 0f);
                poisoned[e] = c.x[e].clone();
                if (g.fewPositionsPerWeight()) {
                    Arrays.fill(poisoned[e], g.inputRows() / ends.most() * end, g.inputRows(), Float.NaN);
                }
            }
            float[] expected = LinkDefinition.weights(g, c.x, c.y);
            for (LinkKernel kernel : KERNELS) {
                float[] w = new float[g.parameters()];
                Span[] y = {LinkCase.blocks(c.y, 0)};
                Span x = LinkCase.blocks(poisoned, 0);
                Span[] sums = {Span.shared(w, 0)};
                kernel.weights(WeightTable.of(g), x, y, sums, ends, examples, Share.ALL, new Scratch());
                assertArrayEquals(expected, w, kernel + " " + g + " of " + examples);
            }
        }
    }

    private static Ends ends(Geometry g, int examples) {
        SplittableRandom random = new SplittableRandom(examples);
        float[] lengths = new float[Layout.blocks(examples) * Layout.LANES];
        int block = 0;
        for (int e = 0; e < examples; e++) {
            block = e % Layout.LANES == 0 ? random.nextInt(g.prefix()) : block;
            lengths[e] = 1 + random.nextInt(block + 1);
        }
        return new Ends(Span.lanes(lengths, 0, 1), g.prefix());
    }
}
