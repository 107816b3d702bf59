package org.recurve.compute.kernel.contraction.tile;

import static org.recurve.compute.arithmetic.VectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Register tiles of one column, for a single block of examples. */
public final class SingleTile {
    private SingleTile() {}

    static final int TALLEST = 16;

    /** Returns the units of the tallest shape that {@code units} fill. */
    public static int height(int units) {
        return units >= 26 || units >= 16 && units < 20 ? 16 : units >= 10 ? 10 : units >= 4 ? 4 : units >= 2 ? 2 : 1;
    }

    public static void run(TileOperands t, int height, int lane) {
        switch (height) {
            case 16 -> sixteen(t, lane);
            case 10 -> ten(t, lane);
            case 4 -> four(t, lane);
            case 2 -> two(t, lane);
            case 1 -> one(t, lane);
            default -> throw new IllegalArgumentException("no tile is " + height + " high");
        }
    }

    private static void sixteen(TileOperands t, int lane) {
        float[] w = t.w;
        float[] x = t.x;
        int[] weightTerm = t.weightTerm;
        int[] sourceTerm = t.sourceTerm;
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
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            a0 = FloatVector.broadcast(SPECIES, w[w0 + i]).fma(x0, a0);
            a1 = FloatVector.broadcast(SPECIES, w[w1 + i]).fma(x0, a1);
            a2 = FloatVector.broadcast(SPECIES, w[w2 + i]).fma(x0, a2);
            a3 = FloatVector.broadcast(SPECIES, w[w3 + i]).fma(x0, a3);
            a4 = FloatVector.broadcast(SPECIES, w[w4 + i]).fma(x0, a4);
            a5 = FloatVector.broadcast(SPECIES, w[w5 + i]).fma(x0, a5);
            a6 = FloatVector.broadcast(SPECIES, w[w6 + i]).fma(x0, a6);
            a7 = FloatVector.broadcast(SPECIES, w[w7 + i]).fma(x0, a7);
            a8 = FloatVector.broadcast(SPECIES, w[w8 + i]).fma(x0, a8);
            a9 = FloatVector.broadcast(SPECIES, w[w9 + i]).fma(x0, a9);
            a10 = FloatVector.broadcast(SPECIES, w[w10 + i]).fma(x0, a10);
            a11 = FloatVector.broadcast(SPECIES, w[w11 + i]).fma(x0, a11);
            a12 = FloatVector.broadcast(SPECIES, w[w12 + i]).fma(x0, a12);
            a13 = FloatVector.broadcast(SPECIES, w[w13 + i]).fma(x0, a13);
            a14 = FloatVector.broadcast(SPECIES, w[w14 + i]).fma(x0, a14);
            a15 = FloatVector.broadcast(SPECIES, w[w15 + i]).fma(x0, a15);
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

    private static void ten(TileOperands t, int lane) {
        float[] w = t.w;
        float[] x = t.x;
        int[] weightTerm = t.weightTerm;
        int[] sourceTerm = t.sourceTerm;
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
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            a0 = FloatVector.broadcast(SPECIES, w[w0 + i]).fma(x0, a0);
            a1 = FloatVector.broadcast(SPECIES, w[w1 + i]).fma(x0, a1);
            a2 = FloatVector.broadcast(SPECIES, w[w2 + i]).fma(x0, a2);
            a3 = FloatVector.broadcast(SPECIES, w[w3 + i]).fma(x0, a3);
            a4 = FloatVector.broadcast(SPECIES, w[w4 + i]).fma(x0, a4);
            a5 = FloatVector.broadcast(SPECIES, w[w5 + i]).fma(x0, a5);
            a6 = FloatVector.broadcast(SPECIES, w[w6 + i]).fma(x0, a6);
            a7 = FloatVector.broadcast(SPECIES, w[w7 + i]).fma(x0, a7);
            a8 = FloatVector.broadcast(SPECIES, w[w8 + i]).fma(x0, a8);
            a9 = FloatVector.broadcast(SPECIES, w[w9 + i]).fma(x0, a9);
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
    }

    private static void four(TileOperands t, int lane) {
        float[] w = t.w;
        float[] x = t.x;
        int[] weightTerm = t.weightTerm;
        int[] sourceTerm = t.sourceTerm;
        int w0 = t.weight;
        int w1 = w0 + t.weightStride;
        int w2 = w1 + t.weightStride;
        int w3 = w2 + t.weightStride;
        int s0 = t.source[0] + lane;
        int at = t.start[0] + lane;
        FloatVector a0 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a1 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a2 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a3 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            a0 = FloatVector.broadcast(SPECIES, w[w0 + i]).fma(x0, a0);
            a1 = FloatVector.broadcast(SPECIES, w[w1 + i]).fma(x0, a1);
            a2 = FloatVector.broadcast(SPECIES, w[w2 + i]).fma(x0, a2);
            a3 = FloatVector.broadcast(SPECIES, w[w3 + i]).fma(x0, a3);
        }
        at = t.target[0] + lane;
        a0.intoArray(t.y, at);
        a1.intoArray(t.y, at + t.targetStride);
        a2.intoArray(t.y, at + 2 * t.targetStride);
        a3.intoArray(t.y, at + 3 * t.targetStride);
    }

    private static void two(TileOperands t, int lane) {
        float[] w = t.w;
        float[] x = t.x;
        int[] weightTerm = t.weightTerm;
        int[] sourceTerm = t.sourceTerm;
        int w0 = t.weight;
        int w1 = w0 + t.weightStride;
        int s0 = t.source[0] + lane;
        int at = t.start[0] + lane;
        FloatVector a0 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a1 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            a0 = FloatVector.broadcast(SPECIES, w[w0 + i]).fma(x0, a0);
            a1 = FloatVector.broadcast(SPECIES, w[w1 + i]).fma(x0, a1);
        }
        at = t.target[0] + lane;
        a0.intoArray(t.y, at);
        a1.intoArray(t.y, at + t.targetStride);
    }

    private static void one(TileOperands t, int lane) {
        float[] w = t.w;
        float[] x = t.x;
        int[] weightTerm = t.weightTerm;
        int[] sourceTerm = t.sourceTerm;
        int w0 = t.weight;
        int s0 = t.source[0] + lane;
        int at = t.start[0] + lane;
        FloatVector a0 = FloatVector.fromArray(SPECIES, t.from, at);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            a0 = FloatVector.broadcast(SPECIES, w[w0 + i]).fma(x0, a0);
        }
        at = t.target[0] + lane;
        a0.intoArray(t.y, at);
    }
}
