package org.recurve.compute.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.compute.link.Start.Form;

/** Both kernels against the definition, bit for bit. */
class LinkKernelTest {
    private static final List<LinkKernel> KERNELS = List.of(new ScalarLinkKernel(), new VectorLinkKernel());
    private static final int[] BATCHES = {1, 5, 16, 17, 33, 64, 80, 130};

    static Stream<Geometry> geometries() {
        return Geometries.all();
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void outputsAreTheDefinitionsFromEveryStart(Geometry g) {
        for (int examples : BATCHES) {
            for (Form form : Form.values()) {
                output(g, examples, form);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void inputAdjointsAreTheDefinitions(Geometry g) {
        for (int examples : BATCHES) {
            input(g, examples, Form.ZERO);
            input(g, examples, Form.EXAMPLE);
        }
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void weightAdjointsAreTheDefinitions(Geometry g) {
        for (int examples : BATCHES) {
            weights(g, examples);
        }
    }

    @Test
    void everyRemainderOfATileIsComputed() {
        Geometries.sizes().forEach(g -> {
            output(g, 19, Form.CHANNEL);
            input(g, 50, Form.ZERO);
            weights(g, 21);
        });
    }

    private static void output(Geometry g, int examples, Form form) {
        LinkCase c = new LinkCase(g, examples, examples, examples % 2 == 1);
        int places = g.wiring().positions();
        float[][] from = begin(c, form, g.filters(), g.outputRows());
        float[][] y = initial(form, from, g.prefix(), g.filters(), places, examples);
        for (int e = 0; e < examples; e++) {
            LinkDefinition.output(g, c.w, c.x[e], y[e]);
        }
        chains(ChainTable.of(g, Role.OUTPUT), c, c.x, start(form, from), y);
    }

    private static void input(Geometry g, int examples, Form form) {
        LinkCase c = new LinkCase(g, examples, examples, examples % 2 == 1);
        int places = g.wiring().pixels();
        float[][] from = begin(c, form, g.channels(), g.inputRows());
        float[][] x = initial(form, from, g.prefix(), g.channels(), places, examples);
        for (int e = 0; e < examples; e++) {
            LinkDefinition.input(g, c.w, c.y[e], x[e]);
        }
        chains(ChainTable.of(g, Role.INPUT), c, c.y, start(form, from), x);
    }

    /** Two gradients at once, for two y of one x. */
    private static void weights(Geometry g, int examples) {
        WeightTable table = WeightTable.of(g);
        LinkCase c = new LinkCase(g, examples, examples, examples % 2 == 1);
        LinkCase other = new LinkCase(g, examples, examples + 1000, false);
        Span x = LinkCase.blocks(c.x, 3);
        Span[] y = {LinkCase.blocks(c.y, 1), LinkCase.blocks(other.y, 6)};
        float[][] expected = {LinkDefinition.weights(g, c.x, c.y), LinkDefinition.weights(g, c.x, other.y)};
        for (LinkKernel kernel : KERNELS) {
            for (int parts : new int[] {1, 3}) {
                Span[] w = {Span.shared(filled(2 + g.parameters()), 2), Span.shared(filled(2 + g.parameters()), 2)};
                Scratch scratch = new Scratch();
                for (int part = 0; part < parts; part++) {
                    kernel.weights(table, x, y, w, Ends.LAST, examples, new Share(part, parts), scratch);
                }
                for (int i = 0; i < y.length; i++) {
                    float[] actual = Arrays.copyOfRange(w[i].array(), 2, 2 + g.parameters());
                    assertArrayEquals(bits(expected[i]), bits(actual), () -> kernel + " " + examples + " " + g);
                }
            }
        }
    }

    private static void chains(ChainTable table, LinkCase c, float[][] source, Start start, float[][] expected) {
        int rows = expected[0].length;
        int blocks = Layout.blocks(c.examples);
        Span from = LinkCase.blocks(source, 3);
        for (LinkKernel kernel : KERNELS) {
            for (int parts : new int[] {1, 3}) {
                Span target = Span.lanes(filled(5 + blocks * rows * Layout.LANES), 5, rows);
                Scratch scratch = new Scratch();
                for (int part = 0; part < parts; part++) {
                    Share share = new Share(part, parts);
                    int cut = blocks / 2;
                    kernel.chains(table, Span.shared(c.w, 0), from, start, target, Ends.LAST, 0, cut, share, scratch);
                    kernel.chains(
                            table, Span.shared(c.w, 0), from, start, target, Ends.LAST, cut, blocks, share, scratch);
                }
                float[][] actual = LinkCase.examples(target, rows, c.examples);
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
    private static float[][] begin(LinkCase c, Form form, int channels, int rows) {
        return switch (form) {
            case ZERO -> new float[][] {{}};
            case CHANNEL -> new float[][] {c.draw(channels)};
            case ROW -> new float[][] {c.draw(rows / c.geometry.prefix())};
            case EXAMPLE -> c.batch(rows);
        };
    }

    private static Start start(Form form, float[][] from) {
        return new Start(form, form == Form.EXAMPLE ? LinkCase.blocks(from, 7) : Span.shared(from[0], 0));
    }

    private static float[][] initial(Form form, float[][] from, int prefix, int channels, int places, int examples) {
        float[][] initial = new float[examples][prefix * channels * places];
        for (int e = 0; e < examples; e++) {
            for (int i = 0; i < initial[e].length; i++) {
                initial[e][i] = switch (form) {
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
