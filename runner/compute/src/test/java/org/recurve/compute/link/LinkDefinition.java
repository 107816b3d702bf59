package org.recurve.compute.link;

/**
 * The linear operation by its definition, straight from the formulas: x, y and w of one example are row-major, batches are
 * [example][row]. The oracle of the kernels.
 */
final class LinkDefinition {
    private LinkDefinition() {}

    @FunctionalInterface
    interface Term {
        void at(int w, int x, int y);
    }

    /** Every link of an example, ascending in repetition, filter, channel of the group, position, window element. */
    static void links(Geometry g, Term term) {
        Wiring wiring = g.wiring();
        for (int r = 0; r < g.prefix(); r++) {
            for (int f = 0; f < g.filters(); f++) {
                for (int c = 0; c < g.channelsPerGroup(); c++) {
                    int channel = f / g.filtersPerGroup() * g.channelsPerGroup() + c;
                    for (int p = 0; p < wiring.positions(); p++) {
                        for (int t = 0; t < wiring.taps(); t++) {
                            if (wiring.pixel(p, t) >= 0) {
                                term.at(
                                        ((wiring.bank(p) * g.filters() + f) * g.channelsPerGroup() + c) * wiring.taps()
                                                + wiring.weight(p, t),
                                        (r * g.channels() + channel) * wiring.pixels() + wiring.pixel(p, t),
                                        (r * g.filters() + f) * wiring.positions() + p);
                            }
                        }
                    }
                }
            }
        }
    }

    /** Continues each output's chain from {@code y}: for an output the links ascend in (channel, element). */
    static void output(Geometry g, float[] w, float[] x, float[] y) {
        links(g, (iw, ix, iy) -> y[iy] = Math.fma(w[iw], x[ix], y[iy]));
    }

    /** Continues each input's chain from {@code x}: for an input the links ascend in (filter, position). */
    static void input(Geometry g, float[] w, float[] y, float[] x) {
        links(g, (iw, ix, iy) -> x[ix] = Math.fma(w[iw], y[iy], x[ix]));
    }

    /** The weights' sum: for a weight of an example the links ascend in (repetition, position). */
    static float[] weights(Geometry g, float[][] x, float[][] y) {
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
