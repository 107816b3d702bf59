package org.recurve.compute.kernel.contraction.tile;

import static org.recurve.compute.arithmetic.VectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;

/**
 * Register tiles whose terms come in runs of sixteen weights that are neighbours, such as the examples of a block, and lie
 * evenly in the source. They need 32 vector registers.
 */
public final class RunTile {
    private static final int LENGTH = BlockLayout.LANES;

    private RunTile() {}

    /** Returns the units of the tallest shape of {@code width} columns that {@code units} fill; 0 if there is none. */
    public static int height(int width, int units) {
        return switch (width) {
            case 4 -> units >= 6 ? 6 : 0;
            case 2 -> units >= 12 ? 12 : 0;
            default -> 0;
        };
    }

    public static void run(TileOperands t, int width) {
        if (width == 4) {
            sixByFour(t);
        } else {
            twelveByTwo(t);
        }
    }

    private static void sixByFour(TileOperands t) {
        float[] w = t.w;
        float[] x = t.x;
        int[] weightTerm = t.weightTerm;
        int sourceStep = t.sourceStep;
        int w0 = t.weight;
        int w1 = w0 + t.weightStride;
        int w2 = w1 + t.weightStride;
        int w3 = w2 + t.weightStride;
        int w4 = w3 + t.weightStride;
        int w5 = w4 + t.weightStride;
        int s0 = t.source[0];
        int s1 = t.source[1];
        int s2 = t.source[2];
        int s3 = t.source[3];
        int at = t.start[0];
        FloatVector a00 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a10 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a20 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a30 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        FloatVector a40 = FloatVector.fromArray(SPECIES, t.from, at + 4 * t.startStride);
        FloatVector a50 = FloatVector.fromArray(SPECIES, t.from, at + 5 * t.startStride);
        at = t.start[1];
        FloatVector a01 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a11 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a21 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a31 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        FloatVector a41 = FloatVector.fromArray(SPECIES, t.from, at + 4 * t.startStride);
        FloatVector a51 = FloatVector.fromArray(SPECIES, t.from, at + 5 * t.startStride);
        at = t.start[2];
        FloatVector a02 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a12 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a22 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a32 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        FloatVector a42 = FloatVector.fromArray(SPECIES, t.from, at + 4 * t.startStride);
        FloatVector a52 = FloatVector.fromArray(SPECIES, t.from, at + 5 * t.startStride);
        at = t.start[3];
        FloatVector a03 = FloatVector.fromArray(SPECIES, t.from, at);
        FloatVector a13 = FloatVector.fromArray(SPECIES, t.from, at + t.startStride);
        FloatVector a23 = FloatVector.fromArray(SPECIES, t.from, at + 2 * t.startStride);
        FloatVector a33 = FloatVector.fromArray(SPECIES, t.from, at + 3 * t.startStride);
        FloatVector a43 = FloatVector.fromArray(SPECIES, t.from, at + 4 * t.startStride);
        FloatVector a53 = FloatVector.fromArray(SPECIES, t.from, at + 5 * t.startStride);
        int o = 0;
        for (int run = t.fromTerm, end = t.toTerm; run < end; run += LENGTH) {
            int first = weightTerm[run];
            for (int k = 0; k < LENGTH; k++) {
                int i = first + k;
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
                o += sourceStep;
            }
        }
        at = t.target[0];
        a00.intoArray(t.y, at);
        a10.intoArray(t.y, at + t.targetStride);
        a20.intoArray(t.y, at + 2 * t.targetStride);
        a30.intoArray(t.y, at + 3 * t.targetStride);
        a40.intoArray(t.y, at + 4 * t.targetStride);
        a50.intoArray(t.y, at + 5 * t.targetStride);
        at = t.target[1];
        a01.intoArray(t.y, at);
        a11.intoArray(t.y, at + t.targetStride);
        a21.intoArray(t.y, at + 2 * t.targetStride);
        a31.intoArray(t.y, at + 3 * t.targetStride);
        a41.intoArray(t.y, at + 4 * t.targetStride);
        a51.intoArray(t.y, at + 5 * t.targetStride);
        at = t.target[2];
        a02.intoArray(t.y, at);
        a12.intoArray(t.y, at + t.targetStride);
        a22.intoArray(t.y, at + 2 * t.targetStride);
        a32.intoArray(t.y, at + 3 * t.targetStride);
        a42.intoArray(t.y, at + 4 * t.targetStride);
        a52.intoArray(t.y, at + 5 * t.targetStride);
        at = t.target[3];
        a03.intoArray(t.y, at);
        a13.intoArray(t.y, at + t.targetStride);
        a23.intoArray(t.y, at + 2 * t.targetStride);
        a33.intoArray(t.y, at + 3 * t.targetStride);
        a43.intoArray(t.y, at + 4 * t.targetStride);
        a53.intoArray(t.y, at + 5 * t.targetStride);
    }

    private static void twelveByTwo(TileOperands t) {
        float[] w = t.w;
        float[] x = t.x;
        int[] weightTerm = t.weightTerm;
        int sourceStep = t.sourceStep;
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
        int s0 = t.source[0];
        int s1 = t.source[1];
        int at = t.start[0];
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
        FloatVector a10x0 = FloatVector.fromArray(SPECIES, t.from, at + 10 * t.startStride);
        FloatVector a11x0 = FloatVector.fromArray(SPECIES, t.from, at + 11 * t.startStride);
        at = t.start[1];
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
        FloatVector a10x1 = FloatVector.fromArray(SPECIES, t.from, at + 10 * t.startStride);
        FloatVector a11x1 = FloatVector.fromArray(SPECIES, t.from, at + 11 * t.startStride);
        int o = 0;
        for (int run = t.fromTerm, end = t.toTerm; run < end; run += LENGTH) {
            int first = weightTerm[run];
            for (int k = 0; k < LENGTH; k++) {
                int i = first + k;
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
                b = FloatVector.broadcast(SPECIES, w[w10 + i]);
                a10x0 = b.fma(x0, a10x0);
                a10x1 = b.fma(x1, a10x1);
                b = FloatVector.broadcast(SPECIES, w[w11 + i]);
                a11x0 = b.fma(x0, a11x0);
                a11x1 = b.fma(x1, a11x1);
                o += sourceStep;
            }
        }
        at = t.target[0];
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
        a10x0.intoArray(t.y, at + 10 * t.targetStride);
        a11x0.intoArray(t.y, at + 11 * t.targetStride);
        at = t.target[1];
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
        a10x1.intoArray(t.y, at + 10 * t.targetStride);
        a11x1.intoArray(t.y, at + 11 * t.targetStride);
    }
}
