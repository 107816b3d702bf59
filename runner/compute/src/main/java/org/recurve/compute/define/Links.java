package org.recurve.compute.define;

import java.util.List;
import org.recurve.compute.link.Geometry;
import org.recurve.compute.link.Role;
import org.recurve.compute.link.Wiring;

/** The trilinear form by its formula. */
final class Links {
    private Links() {}

    static double[][] evaluate(Precision precision, Geometry geometry, Role role, List<double[][]> in, int examples) {
        if (role == Role.WEIGHT) {
            return new double[][] {weights(precision, geometry, in.get(0), in.get(1), examples)};
        }
        double[][] out = new double[examples][];
        for (int e = 0; e < examples; e++) {
            double[] w = in.get(0)[0];
            double[] from = in.get(1)[e];
            out[e] = role == Role.OUTPUT
                    ? output(
                            precision,
                            geometry,
                            w,
                            from,
                            in.size() > 2 ? start(geometry, in.get(2), e) : new double[geometry.outputRows()])
                    : input(precision, geometry, w, from);
        }
        return out;
    }

    private static double[] start(Geometry g, double[][] start, int example) {
        double[] one = start[start.length == 1 ? 0 : example];
        double[] full = new double[g.outputRows()];
        int positions = g.wiring().positions();
        for (int row = 0; row < full.length; row++) {
            full[row] = one.length == full.length ? one[row] : one[row / positions % g.filters()];
        }
        return full;
    }

    private static int weight(Geometry g, int filter, int channel, int position, int tap) {
        Wiring wiring = g.wiring();
        return ((wiring.bank(position) * g.filters() + filter) * g.channelsPerGroup() + channel) * wiring.taps()
                + wiring.weight(position, tap);
    }

    private static int x(Geometry g, int repetition, int filter, int channel, int pixel) {
        int group = filter / g.filtersPerGroup();
        return (repetition * g.channels() + group * g.channelsPerGroup() + channel)
                        * g.wiring().pixels()
                + pixel;
    }

    private static double[] output(Precision precision, Geometry g, double[] w, double[] x, double[] start) {
        Wiring wiring = g.wiring();
        double[] y = start.clone();
        for (int row = 0; row < y.length; row++) {
            int position = row % wiring.positions();
            int filter = row / wiring.positions() % g.filters();
            int repetition = row / wiring.positions() / g.filters();
            for (int channel = 0; channel < g.channelsPerGroup(); channel++) {
                for (int tap = 0; tap < wiring.taps(); tap++) {
                    int pixel = wiring.pixel(position, tap);
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

    private static double[] input(Precision precision, Geometry g, double[] w, double[] y) {
        Wiring wiring = g.wiring();
        double[] x = new double[g.inputRows()];
        for (int row = 0; row < y.length; row++) {
            int repetition = row / wiring.positions() / g.filters();
            int filter = row / wiring.positions() % g.filters();
            int position = row % wiring.positions();
            for (int channel = 0; channel < g.channelsPerGroup(); channel++) {
                for (int tap = 0; tap < wiring.taps(); tap++) {
                    int pixel = wiring.pixel(position, tap);
                    if (pixel >= 0) {
                        int to = x(g, repetition, filter, channel, pixel);
                        x[to] = precision.fma(w[weight(g, filter, channel, position, tap)], y[row], x[to]);
                    }
                }
            }
        }
        return x;
    }

    private static double[] weights(Precision precision, Geometry g, double[][] x, double[][] y, int examples) {
        int lanes = g.fewPositionsPerWeight() ? 1 : 16;
        Wiring wiring = g.wiring();
        double[][] partial = new double[g.parameters()][lanes];
        for (int block = 0; block < examples; block += 16) {
            int end = Math.min(block + 16, examples);
            for (int repetition = 0; repetition < g.prefix(); repetition++) {
                for (int position = 0; position < wiring.positions(); position++) {
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
            Precision precision,
            Geometry g,
            int repetition,
            int position,
            double[] x,
            double[] y,
            double[][] partial,
            int lane) {
        Wiring wiring = g.wiring();
        for (int filter = 0; filter < g.filters(); filter++) {
            double adjoint = y[(repetition * g.filters() + filter) * wiring.positions() + position];
            for (int channel = 0; channel < g.channelsPerGroup(); channel++) {
                for (int tap = 0; tap < wiring.taps(); tap++) {
                    int pixel = wiring.pixel(position, tap);
                    if (pixel >= 0) {
                        double[] sum = partial[weight(g, filter, channel, position, tap)];
                        sum[lane] = precision.fma(x[x(g, repetition, filter, channel, pixel)], adjoint, sum[lane]);
                    }
                }
            }
        }
    }

    /** Lane i and lane i + half, halving, until one is left. */
    static double tree(Precision precision, double[] lanes) {
        for (int half = lanes.length / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] = precision.add(lanes[i], lanes[i + half]);
            }
        }
        return lanes[0];
    }
}
