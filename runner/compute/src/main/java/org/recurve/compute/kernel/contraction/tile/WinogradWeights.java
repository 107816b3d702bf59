package org.recurve.compute.kernel.contraction.tile;

/** The transforms of Winograd's weights, {@code G g Gᵀ} and its transpose, a kernel at a time. */
public final class WinogradWeights {
    private WinogradWeights() {}

    /**
     * Kernel to frequencies: of columns, then of rows, {@code g0, ½((g0 + g2) + g1), ½((g0 + g2) − g1), g2}.
     *
     * @param taps where each weight of the kernel lies, from {@code at}
     * @param stride floats from one frequency to the next
     */
    public static void transform(float[] w, int at, int[] taps, float[] u, int to, int stride) {
        for (int column = 0; column < 3; column++) {
            float g0 = w[at + taps[column]];
            float g1 = w[at + taps[3 + column]];
            float g2 = w[at + taps[6 + column]];
            float outer = g0 + g2;
            u[to + column * stride] = g0;
            u[to + (4 + column) * stride] = 0.5f * (outer + g1);
            u[to + (8 + column) * stride] = 0.5f * (outer - g1);
            u[to + (12 + column) * stride] = g2;
        }
        for (int row = 0; row < 4; row++) {
            int first = to + 4 * row * stride;
            float g0 = u[first];
            float g1 = u[first + stride];
            float g2 = u[first + 2 * stride];
            float outer = g0 + g2;
            u[first + stride] = 0.5f * (outer + g1);
            u[first + 2 * stride] = 0.5f * (outer - g1);
            u[first + 3 * stride] = g2;
        }
    }

    /**
     * Frequencies to kernel, {@code Gᵀ u G}: of columns, then of rows, with {@code h = ½ (u1 + u2)},
     * {@code u0 + h, ½ (u1 − u2), h + u3}. The frequencies are overwritten.
     */
    public static void transpose(float[] u, int at, int stride, float[] w, int to, int[] taps) {
        for (int column = 0; column < 4; column++) {
            int first = at + column * stride;
            float u1 = u[first + 4 * stride];
            float u2 = u[first + 8 * stride];
            float half = 0.5f * (u1 + u2);
            u[first] = u[first] + half;
            u[first + 4 * stride] = 0.5f * (u1 - u2);
            u[first + 8 * stride] = half + u[first + 12 * stride];
        }
        for (int row = 0; row < 3; row++) {
            int first = at + 4 * row * stride;
            float u1 = u[first + stride];
            float u2 = u[first + 2 * stride];
            float half = 0.5f * (u1 + u2);
            w[to + taps[3 * row]] = u[first] + half;
            w[to + taps[3 * row + 1]] = 0.5f * (u1 - u2);
            w[to + taps[3 * row + 2]] = half + u[first + 3 * stride];
        }
    }
}
