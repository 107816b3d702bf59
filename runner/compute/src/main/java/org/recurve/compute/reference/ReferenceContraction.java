package org.recurve.compute.reference;

import java.util.List;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.WindowIndexMap;

/** The trilinear form by its formula, or by Winograd's where the geometry says so. */
final class ReferenceContraction {
    private ReferenceContraction() {}

    static double[][] evaluate(
            NumberPrecision precision,
            ContractionSpec spec,
            ContractionOperand operand,
            List<double[][]> in,
            int examples) {
        if (operand == ContractionOperand.WEIGHT) {
            return new double[][] {weights(precision, spec, in.get(0), in.get(1), examples)};
        }
        double[][] out = new double[examples][];
        for (int e = 0; e < examples; e++) {
            double[] w = in.get(0)[0];
            double[] from = in.get(1)[e];
            out[e] = operand == ContractionOperand.OUTPUT
                    ? output(
                            precision,
                            spec,
                            w,
                            from,
                            in.size() > 2 ? start(spec, in.get(2), e) : new double[spec.outputRows()])
                    : input(precision, spec, w, from);
        }
        return out;
    }

    private static double[] start(ContractionSpec g, double[][] start, int example) {
        double[] one = start[start.length == 1 ? 0 : example];
        double[] full = new double[g.outputRows()];
        int positions = g.map().positions();
        for (int row = 0; row < full.length; row++) {
            full[row] = one.length == full.length ? one[row] : one[row / positions % g.filters()];
        }
        return full;
    }

    private static int weight(ContractionSpec g, int filter, int channel, int position, int tap) {
        WindowIndexMap map = g.map();
        return ((map.bank(position) * g.filters() + filter) * g.channelsPerGroup() + channel) * map.taps()
                + map.weight(position, tap);
    }

    private static int x(ContractionSpec g, int repetition, int filter, int channel, int pixel) {
        int group = filter / g.filtersPerGroup();
        return (repetition * g.channels() + group * g.channelsPerGroup() + channel)
                        * g.map().pixels()
                + pixel;
    }

    private static double[] output(
            NumberPrecision precision, ContractionSpec g, double[] w, double[] x, double[] start) {
        if (g.winograd().isPresent()) {
            return new ReferenceWinograd(precision, g).output(g.winograd().get(), w, x, start);
        }
        WindowIndexMap map = g.map();
        double[] y = start.clone();
        for (int row = 0; row < y.length; row++) {
            int position = row % map.positions();
            int filter = row / map.positions() % g.filters();
            int repetition = row / map.positions() / g.filters();
            for (int channel = 0; channel < g.channelsPerGroup(); channel++) {
                for (int tap = 0; tap < map.taps(); tap++) {
                    int pixel = map.pixel(position, tap);
                    if (pixel >= 0) {
                        y[row] = precision.fma(
                                w[weight(g, filter, channel, position, tap)],
                                x[x(g, repetition, filter, channel, pixel)],
                                y[row]);
                    }
                }
            }
        }
        return y;
    }

    private static double[] input(NumberPrecision precision, ContractionSpec g, double[] w, double[] y) {
        if (g.winograd().isPresent()) {
            return new ReferenceWinograd(precision, g).input(g.winograd().get(), w, y);
        }
        WindowIndexMap map = g.map();
        double[] x = new double[g.inputRows()];
        for (int row = 0; row < y.length; row++) {
            int repetition = row / map.positions() / g.filters();
            int filter = row / map.positions() % g.filters();
            int position = row % map.positions();
            for (int channel = 0; channel < g.channelsPerGroup(); channel++) {
                for (int tap = 0; tap < map.taps(); tap++) {
                    int pixel = map.pixel(position, tap);
                    if (pixel >= 0) {
                        int to = x(g, repetition, filter, channel, pixel);
                        x[to] = precision.fma(w[weight(g, filter, channel, position, tap)], y[row], x[to]);
                    }
                }
            }
        }
        return x;
    }

    private static double[] weights(
            NumberPrecision precision, ContractionSpec g, double[][] x, double[][] y, int examples) {
        if (g.winograd().isPresent()) {
            return new ReferenceWinograd(precision, g).weights(g.winograd().get(), x, y, examples);
        }
        int lanes = g.fewPositionsPerWeight() ? 1 : BlockLayout.LANES;
        WindowIndexMap map = g.map();
        double[][] partial = new double[g.parameters()][lanes];
        for (int block = 0; block < examples; block += BlockLayout.LANES) {
            int end = Math.min(block + BlockLayout.LANES, examples);
            for (int repetition = 0; repetition < g.prefix(); repetition++) {
                for (int position = 0; position < map.positions(); position++) {
                    for (int e = block; e < end; e++) {
                        place(precision, g, repetition, position, x[e], y[e], partial, e % lanes);
                    }
                }
            }
        }
        double[] w = new double[partial.length];
        java.util.Arrays.setAll(w, i -> tree(precision, partial[i]));
        return w;
    }

    /** Adds what one example's position gives to the weights that serve it. */
    private static void place(
            NumberPrecision precision,
            ContractionSpec g,
            int repetition,
            int position,
            double[] x,
            double[] y,
            double[][] partial,
            int lane) {
        WindowIndexMap map = g.map();
        for (int filter = 0; filter < g.filters(); filter++) {
            double adjoint = y[(repetition * g.filters() + filter) * map.positions() + position];
            for (int channel = 0; channel < g.channelsPerGroup(); channel++) {
                for (int tap = 0; tap < map.taps(); tap++) {
                    int pixel = map.pixel(position, tap);
                    if (pixel >= 0) {
                        double[] sum = partial[weight(g, filter, channel, position, tap)];
                        sum[lane] = precision.fma(x[x(g, repetition, filter, channel, pixel)], adjoint, sum[lane]);
                    }
                }
            }
        }
    }

    /** Lane i and lane i + half, halving, until one is left. */
    static double tree(NumberPrecision precision, double[] lanes) {
        for (int half = lanes.length / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] = precision.add(lanes[i], lanes[i + half]);
            }
        }
        return lanes[0];
    }
}
