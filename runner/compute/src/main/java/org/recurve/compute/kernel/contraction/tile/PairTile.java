package org.recurve.compute.kernel.contraction.tile;

import static org.recurve.compute.arithmetic.VectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Register tiles of two columns; 6 × 2 is the widest that 16 vector registers hold. */
public final class PairTile {
    private PairTile() {}

    /** Returns the units of the tallest shape that {@code units} fill. */
    public static int height(int units) {
        return units >= 10 ? 10 : units >= 6 ? 6 : units >= 4 ? 4 : units >= 2 ? 2 : 1;
    }

    public static void run(TileOperands t, int height, int lane) {
        switch (height) {
            case 10 -> ten(t, lane);
            case 6 -> six(t, lane);
            case 4 -> four(t, lane);
            case 2 -> two(t, lane);
            case 1 -> one(t, lane);
            default -> throw new IllegalArgumentException("no tile is " + height + " high");
        }
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
        int s1 = t.source[1] + lane;
        int at = t.start[0] + lane;
        FloatVector a00 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a10 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a20 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a30 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        FloatVector a40 = FloatVector.fromArray(SPECIES, t.from, at + 4 * t.startStride);
        FloatVector a50 = FloatVector.fromArray(SPECIES, t.from, at + 5 * t.startStride);
        FloatVector a60 = FloatVector.fromArray(SPECIES, t.from, at + 6 * t.startStride);
        FloatVector a70 = FloatVector.fromArray(SPECIES, t.from, at + 7 * t.startStride);
        FloatVector a80 = FloatVector.fromArray(SPECIES, t.from, at + 8 * t.startStride);
        FloatVector a90 = FloatVector.fromArray(SPECIES, t.from, at + 9 * t.startStride);
        at = t.start[1] + lane;
        FloatVector a01 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a11 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a21 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a31 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        FloatVector a41 = FloatVector.fromArray(SPECIES, t.from, at + 4 * t.startStride);
        FloatVector a51 = FloatVector.fromArray(SPECIES, t.from, at + 5 * t.startStride);
        FloatVector a61 = FloatVector.fromArray(SPECIES, t.from, at + 6 * t.startStride);
        FloatVector a71 = FloatVector.fromArray(SPECIES, t.from, at + 7 * t.startStride);
        FloatVector a81 = FloatVector.fromArray(SPECIES, t.from, at + 8 * t.startStride);
        FloatVector a91 = FloatVector.fromArray(SPECIES, t.from, at + 9 * t.startStride);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, s1 + o);
            FloatVector b = FloatVector.broadcast(SPECIES, w[w0 + i]);
            a00 = b.fma(x0, a00);
            a01 = b.fma(x1, a01);
            b = FloatVector.broadcast(SPECIES, w[w1 + i]);
            a10 = b.fma(x0, a10);
            a11 = b.fma(x1, a11);
            b = FloatVector.broadcast(SPECIES, w[w2 + i]);
            a20 = b.fma(x0, a20);
            a21 = b.fma(x1, a21);
            b = FloatVector.broadcast(SPECIES, w[w3 + i]);
            a30 = b.fma(x0, a30);
            a31 = b.fma(x1, a31);
            b = FloatVector.broadcast(SPECIES, w[w4 + i]);
            a40 = b.fma(x0, a40);
            a41 = b.fma(x1, a41);
            b = FloatVector.broadcast(SPECIES, w[w5 + i]);
            a50 = b.fma(x0, a50);
            a51 = b.fma(x1, a51);
            b = FloatVector.broadcast(SPECIES, w[w6 + i]);
            a60 = b.fma(x0, a60);
            a61 = b.fma(x1, a61);
            b = FloatVector.broadcast(SPECIES, w[w7 + i]);
            a70 = b.fma(x0, a70);
            a71 = b.fma(x1, a71);
            b = FloatVector.broadcast(SPECIES, w[w8 + i]);
            a80 = b.fma(x0, a80);
            a81 = b.fma(x1, a81);
            b = FloatVector.broadcast(SPECIES, w[w9 + i]);
            a90 = b.fma(x0, a90);
            a91 = b.fma(x1, a91);
        }
        at = t.target[0] + lane;
        a00.intoArray(t.y, at);
        a10.intoArray(t.y, at + t.targetStride);
        a20.intoArray(t.y, at + 2 * t.targetStride);
        a30.intoArray(t.y, at + 3 * t.targetStride);
        a40.intoArray(t.y, at + 4 * t.targetStride);
        a50.intoArray(t.y, at + 5 * t.targetStride);
        a60.intoArray(t.y, at + 6 * t.targetStride);
        a70.intoArray(t.y, at + 7 * t.targetStride);
        a80.intoArray(t.y, at + 8 * t.targetStride);
        a90.intoArray(t.y, at + 9 * t.targetStride);
        at = t.target[1] + lane;
        a01.intoArray(t.y, at);
        a11.intoArray(t.y, at + t.targetStride);
        a21.intoArray(t.y, at + 2 * t.targetStride);
        a31.intoArray(t.y, at + 3 * t.targetStride);
        a41.intoArray(t.y, at + 4 * t.targetStride);
        a51.intoArray(t.y, at + 5 * t.targetStride);
        a61.intoArray(t.y, at + 6 * t.targetStride);
        a71.intoArray(t.y, at + 7 * t.targetStride);
        a81.intoArray(t.y, at + 8 * t.targetStride);
        a91.intoArray(t.y, at + 9 * t.targetStride);
    }

    private static void six(TileOperands t, int lane) {
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
        int s0 = t.source[0] + lane;
        int s1 = t.source[1] + lane;
        int at = t.start[0] + lane;
        FloatVector a00 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a10 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a20 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a30 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        FloatVector a40 = FloatVector.fromArray(SPECIES, t.from, at + 4 * t.startStride);
        FloatVector a50 = FloatVector.fromArray(SPECIES, t.from, at + 5 * t.startStride);
        at = t.start[1] + lane;
        FloatVector a01 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a11 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a21 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a31 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        FloatVector a41 = FloatVector.fromArray(SPECIES, t.from, at + 4 * t.startStride);
        FloatVector a51 = FloatVector.fromArray(SPECIES, t.from, at + 5 * t.startStride);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, s1 + o);
            FloatVector b = FloatVector.broadcast(SPECIES, w[w0 + i]);
            a00 = b.fma(x0, a00);
            a01 = b.fma(x1, a01);
            b = FloatVector.broadcast(SPECIES, w[w1 + i]);
            a10 = b.fma(x0, a10);
            a11 = b.fma(x1, a11);
            b = FloatVector.broadcast(SPECIES, w[w2 + i]);
            a20 = b.fma(x0, a20);
            a21 = b.fma(x1, a21);
            b = FloatVector.broadcast(SPECIES, w[w3 + i]);
            a30 = b.fma(x0, a30);
            a31 = b.fma(x1, a31);
            b = FloatVector.broadcast(SPECIES, w[w4 + i]);
            a40 = b.fma(x0, a40);
            a41 = b.fma(x1, a41);
            b = FloatVector.broadcast(SPECIES, w[w5 + i]);
            a50 = b.fma(x0, a50);
            a51 = b.fma(x1, a51);
        }
        at = t.target[0] + lane;
        a00.intoArray(t.y, at);
        a10.intoArray(t.y, at + t.targetStride);
        a20.intoArray(t.y, at + 2 * t.targetStride);
        a30.intoArray(t.y, at + 3 * t.targetStride);
        a40.intoArray(t.y, at + 4 * t.targetStride);
        a50.intoArray(t.y, at + 5 * t.targetStride);
        at = t.target[1] + lane;
        a01.intoArray(t.y, at);
        a11.intoArray(t.y, at + t.targetStride);
        a21.intoArray(t.y, at + 2 * t.targetStride);
        a31.intoArray(t.y, at + 3 * t.targetStride);
        a41.intoArray(t.y, at + 4 * t.targetStride);
        a51.intoArray(t.y, at + 5 * t.targetStride);
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
        int s1 = t.source[1] + lane;
        int at = t.start[0] + lane;
        FloatVector a00 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a10 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a20 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a30 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        at = t.start[1] + lane;
        FloatVector a01 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a11 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a21 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a31 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, s1 + o);
            FloatVector b = FloatVector.broadcast(SPECIES, w[w0 + i]);
            a00 = b.fma(x0, a00);
            a01 = b.fma(x1, a01);
            b = FloatVector.broadcast(SPECIES, w[w1 + i]);
            a10 = b.fma(x0, a10);
            a11 = b.fma(x1, a11);
            b = FloatVector.broadcast(SPECIES, w[w2 + i]);
            a20 = b.fma(x0, a20);
            a21 = b.fma(x1, a21);
            b = FloatVector.broadcast(SPECIES, w[w3 + i]);
            a30 = b.fma(x0, a30);
            a31 = b.fma(x1, a31);
        }
        at = t.target[0] + lane;
        a00.intoArray(t.y, at);
        a10.intoArray(t.y, at + t.targetStride);
        a20.intoArray(t.y, at + 2 * t.targetStride);
        a30.intoArray(t.y, at + 3 * t.targetStride);
        at = t.target[1] + lane;
        a01.intoArray(t.y, at);
        a11.intoArray(t.y, at + t.targetStride);
        a21.intoArray(t.y, at + 2 * t.targetStride);
        a31.intoArray(t.y, at + 3 * t.targetStride);
    }

    private static void two(TileOperands t, int lane) {
        float[] w = t.w;
        float[] x = t.x;
        int[] weightTerm = t.weightTerm;
        int[] sourceTerm = t.sourceTerm;
        int w0 = t.weight;
        int w1 = w0 + t.weightStride;
        int s0 = t.source[0] + lane;
        int s1 = t.source[1] + lane;
        int at = t.start[0] + lane;
        FloatVector a00 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a10 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        at = t.start[1] + lane;
        FloatVector a01 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a11 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, s1 + o);
            FloatVector b = FloatVector.broadcast(SPECIES, w[w0 + i]);
            a00 = b.fma(x0, a00);
            a01 = b.fma(x1, a01);
            b = FloatVector.broadcast(SPECIES, w[w1 + i]);
            a10 = b.fma(x0, a10);
            a11 = b.fma(x1, a11);
        }
        at = t.target[0] + lane;
        a00.intoArray(t.y, at);
        a10.intoArray(t.y, at + t.targetStride);
        at = t.target[1] + lane;
        a01.intoArray(t.y, at);
        a11.intoArray(t.y, at + t.targetStride);
    }

    private static void one(TileOperands t, int lane) {
        float[] w = t.w;
        float[] x = t.x;
        int[] weightTerm = t.weightTerm;
        int[] sourceTerm = t.sourceTerm;
        int w0 = t.weight;
        int s0 = t.source[0] + lane;
        int s1 = t.source[1] + lane;
        int at = t.start[0] + lane;
        FloatVector a00 = FloatVector.fromArray(SPECIES, t.from, at);
        at = t.start[1] + lane;
        FloatVector a01 = FloatVector.fromArray(SPECIES, t.from, at);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, s1 + o);
            FloatVector b = FloatVector.broadcast(SPECIES, w[w0 + i]);
            a00 = b.fma(x0, a00);
            a01 = b.fma(x1, a01);
        }
        at = t.target[0] + lane;
        a00.intoArray(t.y, at);
        at = t.target[1] + lane;
        a01.intoArray(t.y, at);
    }
}
