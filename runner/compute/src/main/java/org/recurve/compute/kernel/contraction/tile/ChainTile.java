package org.recurve.compute.kernel.contraction.tile;

import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.FusedMultiplyAdd;
import org.recurve.compute.arithmetic.VectorLanes;

/** Chains of products for dense layers and few examples, whose weights are read or written once, in the order of memory. */
public final class ChainTile {
    /** Chains at a time: two adders take four cycles each. */
    private static final int HEIGHT = 8;

    private ChainTile() {}

    /**
     * Adds to each of {@code units} sums, which lie side by side, the products of its weights with {@code x}, in the order of the terms.
     *
     * @param at where the weights of the first unit begin, of which those of each next one lie {@code stride} on
     */
    public static void run(
            float[] w, int at, int stride, float[] x, int xAt, int terms, float[] sums, int to, int units) {
        int unit = 0;
        for (; unit + HEIGHT <= units; unit += HEIGHT) {
            eight(w, at + unit * stride, stride, x, xAt, terms, sums, to + unit);
        }
        for (; unit < units; unit++) {
            float sum = sums[to + unit];
            for (int k = 0; k < terms; k++) {
                sum = FusedMultiplyAdd.fma(w[at + unit * stride + k], x[xAt + k], sum);
            }
            sums[to + unit] = sum;
        }
    }

    /** Computes chains of products side by side: element k of rows of {@code x} that follow each other, each with its own factor. */
    public static void products(float[] factors, int at, float[] x, int columns, int terms, float[] sums, int to) {
        int k = 0;
        for (; k + VectorLanes.WIDTH <= columns; k += VectorLanes.WIDTH) {
            FloatVector sum = FloatVector.zero(VectorLanes.SPECIES);
            for (int term = 0; term < terms; term++) {
                sum = FloatVector.broadcast(VectorLanes.SPECIES, factors[at + term])
                        .fma(FloatVector.fromArray(VectorLanes.SPECIES, x, term * columns + k), sum);
            }
            sum.intoArray(sums, to + k);
        }
        for (; k < columns; k++) {
            float sum = 0;
            for (int term = 0; term < terms; term++) {
                sum = FusedMultiplyAdd.fma(factors[at + term], x[term * columns + k], sum);
            }
            sums[to + k] = sum;
        }
    }

    private static void eight(float[] w, int at, int stride, float[] x, int xAt, int terms, float[] sums, int to) {
        int w1 = at + stride;
        int w2 = w1 + stride;
        int w3 = w2 + stride;
        int w4 = w3 + stride;
        int w5 = w4 + stride;
        int w6 = w5 + stride;
        int w7 = w6 + stride;
        float a0 = sums[to];
        float a1 = sums[to + 1];
        float a2 = sums[to + 2];
        float a3 = sums[to + 3];
        float a4 = sums[to + 4];
        float a5 = sums[to + 5];
        float a6 = sums[to + 6];
        float a7 = sums[to + 7];
        for (int k = 0; k < terms; k++) {
            float v = x[xAt + k];
            a0 = FusedMultiplyAdd.fma(w[at + k], v, a0);
            a1 = FusedMultiplyAdd.fma(w[w1 + k], v, a1);
            a2 = FusedMultiplyAdd.fma(w[w2 + k], v, a2);
            a3 = FusedMultiplyAdd.fma(w[w3 + k], v, a3);
            a4 = FusedMultiplyAdd.fma(w[w4 + k], v, a4);
            a5 = FusedMultiplyAdd.fma(w[w5 + k], v, a5);
            a6 = FusedMultiplyAdd.fma(w[w6 + k], v, a6);
            a7 = FusedMultiplyAdd.fma(w[w7 + k], v, a7);
        }
        sums[to] = a0;
        sums[to + 1] = a1;
        sums[to + 2] = a2;
        sums[to + 3] = a3;
        sums[to + 4] = a4;
        sums[to + 5] = a5;
        sums[to + 6] = a6;
        sums[to + 7] = a7;
    }
}
