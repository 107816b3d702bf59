package org.recurve.compute.kernel.contraction.tile;

import static org.recurve.compute.arithmetic.VectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Register tiles of four columns: with 32 vector registers, 6 × 4 sums, 4 sources and a weight fill them and need 10 loads
 * for 24 fma. One method a shape, so that each is compiled with its sums in registers.
 */
public final class QuadTile {
    private QuadTile() {}

    /** Returns the units of the tallest shape that {@code units} fill. */
    public static int height(int units) {
        return units >= 6 ? 6 : units >= 4 ? 4 : units >= 2 ? 2 : 1;
    }

    public static void run(TileOperands t, int height, int lane) {
        switch (height) {
            case 6 -> six(t, lane);
            case 4 -> four(t, lane);
            case 2 -> two(t, lane);
            case 1 -> one(t, lane);
            default -> throw new IllegalArgumentException("no tile is " + height + " high");
        }
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
        int s2 = t.source[2] + lane;
        int s3 = t.source[3] + lane;
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
        at = t.start[2] + lane;
        FloatVector a02 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a12 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a22 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a32 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        FloatVector a42 = FloatVector.fromArray(SPECIES, t.from, at + 4 * t.startStride);
        FloatVector a52 = FloatVector.fromArray(SPECIES, t.from, at + 5 * t.startStride);
        at = t.start[3] + lane;
        FloatVector a03 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a13 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a23 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a33 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        FloatVector a43 = FloatVector.fromArray(SPECIES, t.from, at + 4 * t.startStride);
        FloatVector a53 = FloatVector.fromArray(SPECIES, t.from, at + 5 * t.startStride);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, s1 + o);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, s2 + o);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, s3 + o);
            FloatVector b = FloatVector.broadcast(SPECIES, w[w0 + i]);
            a00 = b.fma(x0, a00);
            a01 = b.fma(x1, a01);
            a02 = b.fma(x2, a02);
            a03 = b.fma(x3, a03);
            b = FloatVector.broadcast(SPECIES, w[w1 + i]);
            a10 = b.fma(x0, a10);
            a11 = b.fma(x1, a11);
            a12 = b.fma(x2, a12);
            a13 = b.fma(x3, a13);
            b = FloatVector.broadcast(SPECIES, w[w2 + i]);
            a20 = b.fma(x0, a20);
            a21 = b.fma(x1, a21);
            a22 = b.fma(x2, a22);
            a23 = b.fma(x3, a23);
            b = FloatVector.broadcast(SPECIES, w[w3 + i]);
            a30 = b.fma(x0, a30);
            a31 = b.fma(x1, a31);
            a32 = b.fma(x2, a32);
            a33 = b.fma(x3, a33);
            b = FloatVector.broadcast(SPECIES, w[w4 + i]);
            a40 = b.fma(x0, a40);
            a41 = b.fma(x1, a41);
            a42 = b.fma(x2, a42);
            a43 = b.fma(x3, a43);
            b = FloatVector.broadcast(SPECIES, w[w5 + i]);
            a50 = b.fma(x0, a50);
            a51 = b.fma(x1, a51);
            a52 = b.fma(x2, a52);
            a53 = b.fma(x3, a53);
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
        at = t.target[2] + lane;
        a02.intoArray(t.y, at);
        a12.intoArray(t.y, at + t.targetStride);
        a22.intoArray(t.y, at + 2 * t.targetStride);
        a32.intoArray(t.y, at + 3 * t.targetStride);
        a42.intoArray(t.y, at + 4 * t.targetStride);
        a52.intoArray(t.y, at + 5 * t.targetStride);
        at = t.target[3] + lane;
        a03.intoArray(t.y, at);
        a13.intoArray(t.y, at + t.targetStride);
        a23.intoArray(t.y, at + 2 * t.targetStride);
        a33.intoArray(t.y, at + 3 * t.targetStride);
        a43.intoArray(t.y, at + 4 * t.targetStride);
        a53.intoArray(t.y, at + 5 * t.targetStride);
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
        int s2 = t.source[2] + lane;
        int s3 = t.source[3] + lane;
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
        at = t.start[2] + lane;
        FloatVector a02 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a12 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a22 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a32 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        at = t.start[3] + lane;
        FloatVector a03 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a13 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a23 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a33 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, s1 + o);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, s2 + o);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, s3 + o);
            FloatVector b = FloatVector.broadcast(SPECIES, w[w0 + i]);
            a00 = b.fma(x0, a00);
            a01 = b.fma(x1, a01);
            a02 = b.fma(x2, a02);
            a03 = b.fma(x3, a03);
            b = FloatVector.broadcast(SPECIES, w[w1 + i]);
            a10 = b.fma(x0, a10);
            a11 = b.fma(x1, a11);
            a12 = b.fma(x2, a12);
            a13 = b.fma(x3, a13);
            b = FloatVector.broadcast(SPECIES, w[w2 + i]);
            a20 = b.fma(x0, a20);
            a21 = b.fma(x1, a21);
            a22 = b.fma(x2, a22);
            a23 = b.fma(x3, a23);
            b = FloatVector.broadcast(SPECIES, w[w3 + i]);
            a30 = b.fma(x0, a30);
            a31 = b.fma(x1, a31);
            a32 = b.fma(x2, a32);
            a33 = b.fma(x3, a33);
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
        at = t.target[2] + lane;
        a02.intoArray(t.y, at);
        a12.intoArray(t.y, at + t.targetStride);
        a22.intoArray(t.y, at + 2 * t.targetStride);
        a32.intoArray(t.y, at + 3 * t.targetStride);
        at = t.target[3] + lane;
        a03.intoArray(t.y, at);
        a13.intoArray(t.y, at + t.targetStride);
        a23.intoArray(t.y, at + 2 * t.targetStride);
        a33.intoArray(t.y, at + 3 * t.targetStride);
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
        int s2 = t.source[2] + lane;
        int s3 = t.source[3] + lane;
        int at = t.start[0] + lane;
        FloatVector a00 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a10 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        at = t.start[1] + lane;
        FloatVector a01 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a11 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        at = t.start[2] + lane;
        FloatVector a02 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a12 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        at = t.start[3] + lane;
        FloatVector a03 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a13 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, s1 + o);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, s2 + o);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, s3 + o);
            FloatVector b = FloatVector.broadcast(SPECIES, w[w0 + i]);
            a00 = b.fma(x0, a00);
            a01 = b.fma(x1, a01);
            a02 = b.fma(x2, a02);
            a03 = b.fma(x3, a03);
            b = FloatVector.broadcast(SPECIES, w[w1 + i]);
            a10 = b.fma(x0, a10);
            a11 = b.fma(x1, a11);
            a12 = b.fma(x2, a12);
            a13 = b.fma(x3, a13);
        }
        at = t.target[0] + lane;
        a00.intoArray(t.y, at);
        a10.intoArray(t.y, at + t.targetStride);
        at = t.target[1] + lane;
        a01.intoArray(t.y, at);
        a11.intoArray(t.y, at + t.targetStride);
        at = t.target[2] + lane;
        a02.intoArray(t.y, at);
        a12.intoArray(t.y, at + t.targetStride);
        at = t.target[3] + lane;
        a03.intoArray(t.y, at);
        a13.intoArray(t.y, at + t.targetStride);
    }

    private static void one(TileOperands t, int lane) {
        float[] w = t.w;
        float[] x = t.x;
        int[] weightTerm = t.weightTerm;
        int[] sourceTerm = t.sourceTerm;
        int w0 = t.weight;
        int s0 = t.source[0] + lane;
        int s1 = t.source[1] + lane;
        int s2 = t.source[2] + lane;
        int s3 = t.source[3] + lane;
        int at = t.start[0] + lane;
        FloatVector a00 = FloatVector.fromArray(SPECIES, t.from, at);
        at = t.start[1] + lane;
        FloatVector a01 = FloatVector.fromArray(SPECIES, t.from, at);
        at = t.start[2] + lane;
        FloatVector a02 = FloatVector.fromArray(SPECIES, t.from, at);
        at = t.start[3] + lane;
        FloatVector a03 = FloatVector.fromArray(SPECIES, t.from, at);
        for (int k = t.fromTerm, end = t.toTerm; k < end; k++) {
            int i = weightTerm[k];
            int o = sourceTerm[k];
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, s0 + o);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, s1 + o);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, s2 + o);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, s3 + o);
            FloatVector b = FloatVector.broadcast(SPECIES, w[w0 + i]);
            a00 = b.fma(x0, a00);
            a01 = b.fma(x1, a01);
            a02 = b.fma(x2, a02);
            a03 = b.fma(x3, a03);
        }
        at = t.target[0] + lane;
        a00.intoArray(t.y, at);
        at = t.target[1] + lane;
        a01.intoArray(t.y, at);
        at = t.target[2] + lane;
        a02.intoArray(t.y, at);
        at = t.target[3] + lane;
        a03.intoArray(t.y, at);
    }
}
