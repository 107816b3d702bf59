package org.recurve.compute.link;

import static org.recurve.compute.link.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * A register tile of sixteen units by one column whose term k is weight k and source row k, as in a dense layer: without
 * tables the compiler proves all indices in bounds before the loop.
 */
final class StraightTile {
    static final int HEIGHT = 16;

    private StraightTile() {}

    static void run(Tile t, int lane) {
        float[] w = t.w;
        float[] x = t.x;
        int w0 = t.weight;
        int w1 = w0 + t.weightStride;
        int w2 = w1 + t.weightStride;
        int w3 = w2 + t.weightStride;
        int w4 = w3 + t.weightStride;
        int w5 = w4 + t.weightStride;
        int w6 = w5 + t.weightStride;
        int w7 = w6 + t.weightStride;
        int w8 = w7 + t.weightStride;
        int w9 = w8 + t.weightStride;
        int w10 = w9 + t.weightStride;
        int w11 = w10 + t.weightStride;
        int w12 = w11 + t.weightStride;
        int w13 = w12 + t.weightStride;
        int w14 = w13 + t.weightStride;
        int w15 = w14 + t.weightStride;
        int s0 = t.source[0] + lane;
        int at = t.start[0] + lane;
        FloatVector a0 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a1 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a2 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a3 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        FloatVector a4 = FloatVector.fromArray(SPECIES, t.from, at + 4 * t.startStride);
        FloatVector a5 = FloatVector.fromArray(SPECIES, t.from, at + 5 * t.startStride);
        FloatVector a6 = FloatVector.fromArray(SPECIES, t.from, at + 6 * t.startStride);
        FloatVector a7 = FloatVector.fromArray(SPECIES, t.from, at + 7 * t.startStride);
        FloatVector a8 = FloatVector.fromArray(SPECIES, t.from, at + 8 * t.startStride);
        FloatVector a9 = FloatVector.fromArray(SPECIES, t.from, at + 9 * t.startStride);
        FloatVector a10 = FloatVector.fromArray(SPECIES, t.from, at + 10 * t.startStride);
        FloatVector a11 = FloatVector.fromArray(SPECIES, t.from, at + 11 * t.startStride);
        FloatVector a12 = FloatVector.fromArray(SPECIES, t.from, at + 12 * t.startStride);
        FloatVector a13 = FloatVector.fromArray(SPECIES, t.from, at + 13 * t.startStride);
        FloatVector a14 = FloatVector.fromArray(SPECIES, t.from, at + 14 * t.startStride);
        FloatVector a15 = FloatVector.fromArray(SPECIES, t.from, at + 15 * t.startStride);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + k * 16);
            a0 = FloatVector.broadcast(SPECIES, w[w0 + k]).fma(x0, a0);
            a1 = FloatVector.broadcast(SPECIES, w[w1 + k]).fma(x0, a1);
            a2 = FloatVector.broadcast(SPECIES, w[w2 + k]).fma(x0, a2);
            a3 = FloatVector.broadcast(SPECIES, w[w3 + k]).fma(x0, a3);
            a4 = FloatVector.broadcast(SPECIES, w[w4 + k]).fma(x0, a4);
            a5 = FloatVector.broadcast(SPECIES, w[w5 + k]).fma(x0, a5);
            a6 = FloatVector.broadcast(SPECIES, w[w6 + k]).fma(x0, a6);
            a7 = FloatVector.broadcast(SPECIES, w[w7 + k]).fma(x0, a7);
            a8 = FloatVector.broadcast(SPECIES, w[w8 + k]).fma(x0, a8);
            a9 = FloatVector.broadcast(SPECIES, w[w9 + k]).fma(x0, a9);
            a10 = FloatVector.broadcast(SPECIES, w[w10 + k]).fma(x0, a10);
            a11 = FloatVector.broadcast(SPECIES, w[w11 + k]).fma(x0, a11);
            a12 = FloatVector.broadcast(SPECIES, w[w12 + k]).fma(x0, a12);
            a13 = FloatVector.broadcast(SPECIES, w[w13 + k]).fma(x0, a13);
            a14 = FloatVector.broadcast(SPECIES, w[w14 + k]).fma(x0, a14);
            a15 = FloatVector.broadcast(SPECIES, w[w15 + k]).fma(x0, a15);
        }
        at = t.target[0] + lane;
        a0.intoArray(t.y, at);
        a1.intoArray(t.y, at + t.targetStride);
        a2.intoArray(t.y, at + 2 * t.targetStride);
        a3.intoArray(t.y, at + 3 * t.targetStride);
        a4.intoArray(t.y, at + 4 * t.targetStride);
        a5.intoArray(t.y, at + 5 * t.targetStride);
        a6.intoArray(t.y, at + 6 * t.targetStride);
        a7.intoArray(t.y, at + 7 * t.targetStride);
        a8.intoArray(t.y, at + 8 * t.targetStride);
        a9.intoArray(t.y, at + 9 * t.targetStride);
        a10.intoArray(t.y, at + 10 * t.targetStride);
        a11.intoArray(t.y, at + 11 * t.targetStride);
        a12.intoArray(t.y, at + 12 * t.targetStride);
        a13.intoArray(t.y, at + 13 * t.targetStride);
        a14.intoArray(t.y, at + 14 * t.targetStride);
        a15.intoArray(t.y, at + 15 * t.targetStride);
    }
}
