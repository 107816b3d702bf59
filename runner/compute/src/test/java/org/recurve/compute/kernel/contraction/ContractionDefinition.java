package org.recurve.compute.kernel.contraction;

import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.WindowIndexMap;

/**
 * The linear operation by its definition, straight from the formulas: x, y and w of one example are row-major, batches are
 * [example][row]. The oracle of the kernels.
 */
public final class ContractionDefinition {
    private ContractionDefinition() {}

    @FunctionalInterface
    interface Term {
        void at(int w, int x, int y);
    }

    /** Every link of an example, ascending in repetition, filter, channel of the group, position, window element. */
    static void links(ContractionSpec g, Term term) {
        WindowIndexMap map = g.map();
        for (int r = 0; r < g.prefix(); r++) {
            for (int f = 0; f < g.filters(); f++) {
                for (int c = 0; c < g.channelsPerGroup(); c++) {
                    int channel = f / g.filtersPerGroup() * g.channelsPerGroup() + c;
                    for (int p = 0; p < map.positions(); p++) {
                        for (int t = 0; t < map.taps(); t++) {
                            if (map.pixel(p, t) >= 0) {
                                term.at(
                                        ((map.bank(p) * g.filters() + f) * g.channelsPerGroup() + c) * map.taps()
                                                + map.weight(p, t),
                                        (r * g.channels() + channel) * map.pixels() + map.pixel(p, t),
                                        (r * g.filters() + f) * map.positions() + p);
                            }
                        }
                    }
                }
            }
        }
    }

    /** Continues each output's chain from {@code y}: for an output the links ascend in (channel, element). */
    public static void output(ContractionSpec g, float[] w, float[] x, float[] y) {
        if (g.winograd().isPresent()) {
            new WinogradDefinition(g).output(w, x, y);
            return;
        }
        links(g, (iw, ix, iy) -> y[iy] = Math.fma(w[iw], x[ix], y[iy]));
    }

    /** Continues each input's chain from {@code x}: for an input the links ascend in (filter, position). */
    public static void input(ContractionSpec g, float[] w, float[] y, float[] x) {
        if (g.winograd().isPresent()) {
            new WinogradDefinition(g).input(w, y, x);
            return;
        }
        links(g, (iw, ix, iy) -> x[ix] = Math.fma(w[iw], y[iy], x[ix]));
    }

    /** The weights' sum: for a weight of an example the links ascend in (repetition, position). */
    public static float[] weights(ContractionSpec g, float[][] x, float[][] y) {
        if (g.winograd().isPresent()) {
            return new WinogradDefinition(g).weights(x, y);
        }
        float[][] sums = new float[16][g.parameters()];
        for (int block = 0; block < x.length; block += 16) {
            int from = block;
            int to = Math.min(x.length, block + 16);
            links(g, (iw, ix, iy) -> {
                for (int e = from; e < to; e++) {
                    float[] sum = sums[g.fewPositionsPerWeight() ? 0 : e % 16];
                    sum[iw] = Math.fma(x[e][ix], y[e][iy], sum[iw]);
                }
            });
        }
        for (int half = 8; half > 0 && !g.fewPositionsPerWeight(); half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                for (int i = 0; i < sums[lane].length; i++) {
                    sums[lane][i] += sums[lane + half][i];
                }
            }
        }
        return sums[0];
    }
}
