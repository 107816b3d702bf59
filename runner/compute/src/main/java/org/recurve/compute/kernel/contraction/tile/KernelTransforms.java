package org.recurve.compute.kernel.contraction.tile;

import static org.recurve.compute.arithmetic.VectorLanes.SPECIES;
import static org.recurve.compute.arithmetic.VectorLanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;

/** The transforms of {@link WinogradWeights}, of up to 16 kernels side by side. */
public final class KernelTransforms {
    private static final int LANES = BlockLayout.LANES;
    private static final int SIDE = 3;

    private KernelTransforms() {}

    /**
     * Kernels to frequencies, a kernel a lane; lanes without one get any contents.
     *
     * @param count how many kernels
     * @param kernelStride floats from one kernel to the next
     * @param aside room for 12 rows
     * @param stride floats from one frequency to the next
     */
    public static void transform(
            float[] w, int at, int count, int kernelStride, int[] taps, float[] aside, float[] u, int to, int stride) {
        for (int tap = 0; tap < SIDE * SIDE; tap++) {
            for (int i = 0, from = at + taps[tap]; i < count; i++, from += kernelStride) {
                aside[tap * LANES + i] = w[from];
            }
        }
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            for (int column = 0; column < SIDE; column++) {
                int from = column * LANES + lane;
                spread(aside, from, SIDE * LANES, u, to + column * stride + lane, 4 * stride);
            }
            for (int row = 0; row < 4; row++) {
                int first = to + 4 * row * stride + lane;
                spread(u, first, stride, u, first, stride);
            }
        }
    }

    /** Three numbers to four: {@code g0, ½((g0 + g2) + g1), ½((g0 + g2) − g1), g2}. */
    private static void spread(float[] g, int at, int step, float[] u, int to, int stride) {
        FloatVector g0 = FloatVector.fromArray(SPECIES, g, at);
        FloatVector g1 = FloatVector.fromArray(SPECIES, g, at + step);
        FloatVector g2 = FloatVector.fromArray(SPECIES, g, at + 2 * step);
        FloatVector outer = g0.add(g2);
        g0.intoArray(u, to);
        outer.add(g1).mul(0.5f).intoArray(u, to + stride);
        outer.sub(g1).mul(0.5f).intoArray(u, to + 2 * stride);
        g2.intoArray(u, to + 3 * stride);
    }

    /**
     * Frequencies to kernels, a kernel a lane; the frequencies are overwritten.
     *
     * @param stride floats from one frequency to the next
     * @param aside room for 9 rows
     * @param count how many kernels
     * @param kernelStride floats from one kernel to the next
     */
    public static void transpose(
            float[] u, int at, int stride, float[] aside, float[] w, int to, int count, int kernelStride, int[] taps) {
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            for (int column = 0; column < 4; column++) {
                int first = at + column * stride + lane;
                gather(u, first, 4 * stride, u, first, 4 * stride);
            }
            for (int row = 0; row < SIDE; row++) {
                gather(u, at + 4 * row * stride + lane, stride, aside, row * SIDE * LANES + lane, LANES);
            }
        }
        for (int tap = 0; tap < SIDE * SIDE; tap++) {
            for (int i = 0, target = to + taps[tap]; i < count; i++, target += kernelStride) {
                w[target] = aside[tap * LANES + i];
            }
        }
    }

    /** Four numbers to three, with {@code h = ½ (u1 + u2)}: {@code u0 + h, ½ (u1 − u2), h + u3}. */
    private static void gather(float[] u, int at, int stride, float[] g, int to, int step) {
        FloatVector u0 = FloatVector.fromArray(SPECIES, u, at);
        FloatVector u1 = FloatVector.fromArray(SPECIES, u, at + stride);
        FloatVector u2 = FloatVector.fromArray(SPECIES, u, at + 2 * stride);
        FloatVector u3 = FloatVector.fromArray(SPECIES, u, at + 3 * stride);
        FloatVector half = u1.add(u2).mul(0.5f);
        u0.add(half).intoArray(g, to);
        u1.sub(u2).mul(0.5f).intoArray(g, to + step);
        half.add(u3).intoArray(g, to + 2 * step);
    }
}
