package org.recurve.compute.kernel.contraction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.kernel.contraction.InitialSums.InitialLayout;

/** Both kernels against the definition, bit for bit. */
class ContractionKernelTest {
    private static final List<ContractionKernel> KERNELS =
            List.of(new ScalarContractionKernel(), new VectorContractionKernel());
    private static final int[] BATCHES = {1, 2, 5, 16, 17, 20, 35, 64, 80, 130};

    static Stream<ContractionSpec> geometries() {
        return ContractionSpecs.all();
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void outputsAreTheDefinitionsFromEveryStart(ContractionSpec g) {
        for (int examples : BATCHES) {
            for (InitialLayout layout : InitialLayout.values()) {
                output(g, examples, layout);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void inputAdjointsAreTheDefinitions(ContractionSpec g) {
        for (int examples : BATCHES) {
            input(g, examples, InitialLayout.ZERO);
            input(g, examples, InitialLayout.EXAMPLE);
        }
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void weightAdjointsAreTheDefinitions(ContractionSpec g) {
        for (int examples : BATCHES) {
            weights(g, examples);
        }
    }

    @Test
    void everyRemainderOfATileIsComputed() {
        ContractionSpecs.sizes().forEach(g -> {
            output(g, 19, InitialLayout.CHANNEL);
            input(g, 50, InitialLayout.ZERO);
            weights(g, 21);
        });
    }

    /** More terms than stay in the second-level cache, for whole and for partial blocks. */
    @Test
    void longChainsAreTheDefinitions() {
        ContractionSpec toFew = ContractionSpec.dense(2100, 19).repeated(3);
        output(toFew, 33, InitialLayout.CHANNEL);
        output(toFew, 5, InitialLayout.EXAMPLE);
        input(ContractionSpec.dense(17, 2100).repeated(2), 33, InitialLayout.ZERO);
    }

    /** Dense layers whose blocks examples do not fill have units side by side. */
    @Test
    void partlyFilledBlocksOfDenseLayersAreTheDefinitions() {
        for (int units : new int[] {48, 83, 200}) {
            ContractionSpec dense = ContractionSpec.dense(77, units);
            for (int examples : new int[] {1, 4, 5, 11, 20, 23, 36}) {
                output(dense, examples, InitialLayout.EXAMPLE);
                output(dense, examples, InitialLayout.CHANNEL);
                weights(dense, examples);
                input(ContractionSpec.dense(units, 77), examples, InitialLayout.ZERO);
            }
        }
    }

    /** Units whose weights would not stay in the cache while all columns pass are computed some after the others. */
    @Test
    void manyUnitsAreTheDefinitions() {
        ContractionSpec toMany = ContractionSpec.dense(210, 331).repeated(3);
        output(toMany, 37, InitialLayout.CHANNEL);
        output(toMany, 48, InitialLayout.EXAMPLE);
        output(toMany, 5, InitialLayout.ZERO);
        input(ContractionSpec.dense(1009, 67).repeated(2), 33, InitialLayout.ZERO);
    }

    /** Weights that lie far apart from term to term are laid out for some units at a time, of chains of any length, with columns left over. */
    @Test
    void adjointsOfWideLayersAreTheDefinitions() {
        input(ContractionSpec.dense(331, 67), 70, InitialLayout.ZERO);
        input(ContractionSpec.dense(290, 19).repeated(3), 37, InitialLayout.EXAMPLE);
        input(ContractionSpec.dense(303, 2100), 86, InitialLayout.ZERO);
        input(ContractionSpec.dense(259, 2060).repeated(2), 34, InitialLayout.EXAMPLE);
    }

    /** Batches of few examples have channels or filters in the lanes, and more places than pass at once. */
    @Test
    void fewExamplesOfConvolutionsAreTheDefinitions() {
        ContractionSpecs.large().forEach(g -> {
            for (int examples : new int[] {1, 2, 3, 4, 6, 7, 8, 9}) {
                weights(g, examples);
                output(g, examples, InitialLayout.CHANNEL);
                output(g, examples, InitialLayout.EXAMPLE);
                input(g, examples, InitialLayout.ZERO);
            }
        });
    }

    private static void output(ContractionSpec g, int examples, InitialLayout layout) {
        ContractionCase c = new ContractionCase(g, examples, examples, examples % 2 == 1);
        int places = g.map().positions();
        float[][] from = begin(c, layout, g.filters(), g.outputRows());
        float[][] y = initial(layout, from, g.prefix(), g.filters(), places, examples);
        for (int e = 0; e < examples; e++) {
            ContractionDefinition.output(g, c.w, c.x[e], y[e]);
        }
        accumulate(ContractionPlan.of(g, ContractionOperand.OUTPUT), c, c.x, start(layout, from), y);
    }

    private static void input(ContractionSpec g, int examples, InitialLayout layout) {
        ContractionCase c = new ContractionCase(g, examples, examples, examples % 2 == 1);
        int places = g.map().pixels();
        float[][] from = begin(c, layout, g.channels(), g.inputRows());
        float[][] x = initial(layout, from, g.prefix(), g.channels(), places, examples);
        for (int e = 0; e < examples; e++) {
            ContractionDefinition.input(g, c.w, c.y[e], x[e]);
        }
        accumulate(ContractionPlan.of(g, ContractionOperand.INPUT), c, c.y, start(layout, from), x);
    }

    /** Two gradients at once, for two y of one x. */
    private static void weights(ContractionSpec g, int examples) {
        WeightGradientPlan table = WeightGradientPlan.of(g);
        ContractionCase c = new ContractionCase(g, examples, examples, examples % 2 == 1);
        ContractionCase other = new ContractionCase(g, examples, examples + 1000, false);
        BufferOffset x = ContractionCase.blocks(c.x, 3);
        BufferOffset[] y = {ContractionCase.blocks(c.y, 1), ContractionCase.blocks(other.y, 6)};
        float[][] expected = {ContractionDefinition.weights(g, c.x, c.y), ContractionDefinition.weights(g, c.x, other.y)
        };
        for (ContractionKernel kernel : KERNELS) {
            for (int parts : new int[] {1, 3}) {
                BufferOffset[] w = {
                    BufferOffset.shared(filled(2 + g.parameters()), 2),
                    BufferOffset.shared(filled(2 + g.parameters()), 2)
                };
                ContractionScratch scratch = new ContractionScratch();
                for (int part = 0; part < parts; part++) {
                    kernel.weights(table, x, y, w, ActiveSteps.LAST, examples, new WorkShare(part, parts), scratch);
                }
                for (int i = 0; i < y.length; i++) {
                    float[] actual = Arrays.copyOfRange(w[i].array(), 2, 2 + g.parameters());
                    assertArrayEquals(bits(expected[i]), bits(actual), () -> kernel + " " + examples + " " + g);
                }
            }
        }
    }

    private static void accumulate(
            ContractionPlan table, ContractionCase c, float[][] source, InitialSums sums, float[][] expected) {
        int rows = expected[0].length;
        int blocks = BlockLayout.blocks(c.examples);
        BufferOffset from = ContractionCase.blocks(source, 3);
        for (ContractionKernel kernel : KERNELS) {
            for (int parts : new int[] {1, 3}) {
                BufferOffset target = BufferOffset.lanes(filled(5 + blocks * rows * BlockLayout.LANES), 5, rows);
                ContractionScratch scratch = new ContractionScratch();
                if (parts > 1) {
                    // Weights are laid out for all parts at once.
                    scratch.beginLoop(target.array());
                }
                for (int part = 0; part < parts; part++) {
                    WorkShare share = new WorkShare(part, parts);
                    int cut = blocks / 2;
                    kernel.accumulate(
                            table,
                            BufferOffset.shared(c.w, 0),
                            from,
                            sums,
                            target,
                            ActiveSteps.LAST,
                            0,
                            cut,
                            c.examples,
                            share,
                            scratch);
                    kernel.accumulate(
                            table,
                            BufferOffset.shared(c.w, 0),
                            from,
                            sums,
                            target,
                            ActiveSteps.LAST,
                            cut,
                            blocks,
                            c.examples,
                            share,
                            scratch);
                }
                float[][] actual = ContractionCase.examples(target, rows, c.examples);
                for (int e = 0; e < c.examples; e++) {
                    int example = e;
                    assertArrayEquals(
                            bits(expected[e]),
                            bits(actual[e]),
                            () -> kernel + " " + c.geometry + " example " + example + " of " + c.examples);
                }
            }
        }
    }

    /** Initial values as the form stores them: one row an example, or one row for all. */
    private static float[][] begin(ContractionCase c, InitialLayout layout, int channels, int rows) {
        return switch (layout) {
            case ZERO -> new float[][] {{}};
            case CHANNEL -> new float[][] {c.draw(channels)};
            case ROW -> new float[][] {c.draw(rows / c.geometry.prefix())};
            case EXAMPLE -> c.batch(rows);
        };
    }

    private static InitialSums start(InitialLayout layout, float[][] from) {
        return new InitialSums(
                layout,
                layout == InitialLayout.EXAMPLE ? ContractionCase.blocks(from, 7) : BufferOffset.shared(from[0], 0));
    }

    private static float[][] initial(
            InitialLayout layout, float[][] from, int prefix, int channels, int places, int examples) {
        float[][] initial = new float[examples][prefix * channels * places];
        for (int e = 0; e < examples; e++) {
            for (int i = 0; i < initial[e].length; i++) {
                initial[e][i] = switch (layout) {
                    case ZERO -> 0f;
                    case CHANNEL -> from[0][i / places % channels];
                    case ROW -> from[0][i % (channels * places)];
                    case EXAMPLE -> from[e][i];
                };
            }
        }
        return initial;
    }

    private static float[] filled(int size) {
        float[] values = new float[size];
        Arrays.fill(values, 12345f);
        return values;
    }

    /** The bits, all NaNs alike. */
    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }
}
