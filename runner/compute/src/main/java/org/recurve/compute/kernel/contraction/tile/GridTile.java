package org.recurve.compute.kernel.contraction.tile;

import static org.recurve.compute.arithmetic.VectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.VectorLanes;

/**
 * Partial sums of some filters by five columns of x: 5 × 5 sums and their operands fill 32 vector registers and need 10
 * loads for 25 fma; 2 × 5 fits into 16.
 */
public final class GridTile {
    private static final int LANES = BlockLayout.LANES;

    private GridTile() {}

    /** Returns the filters of the tallest shape that {@code filters} fill. */
    public static int height(int filters) {
        return filters < 4 || !VectorLanes.MANY_REGISTERS ? Math.min(filters, 2) : Math.min(filters, 5);
    }

    public static void run(PartialSums s, int height, int lane) {
        switch (height) {
            case 5 -> five(s, lane);
            case 4 -> four(s, lane);
            case 2 -> two(s, lane);
            case 1 -> one(s, lane);
            default -> throw new IllegalArgumentException("no tile is " + height + " high");
        }
    }

    private static void five(PartialSums s, int lane) {
        float[] x = s.x;
        float[] y = s.y;
        int[] source = s.source;
        int[] target = s.target;
        int fromSource = s.fromSource;
        int fromTarget = s.fromTarget;
        int places = s.places;
        int x0 = s.input[0] + lane;
        int x1 = s.input[1] + lane;
        int x2 = s.input[2] + lane;
        int x3 = s.input[3] + lane;
        int x4 = s.input[4] + lane;
        int y0 = s.output + lane;
        int y1 = y0 + s.outputStride;
        int y2 = y1 + s.outputStride;
        int y3 = y2 + s.outputStride;
        int y4 = y3 + s.outputStride;
        int at = s.sumsAt + lane;
        FloatVector a00 = FloatVector.fromArray(SPECIES, s.sums, at);
        FloatVector a10 = FloatVector.fromArray(SPECIES, s.sums, at + LANES);
        FloatVector a20 = FloatVector.fromArray(SPECIES, s.sums, at + 2 * LANES);
        FloatVector a30 = FloatVector.fromArray(SPECIES, s.sums, at + 3 * LANES);
        FloatVector a40 = FloatVector.fromArray(SPECIES, s.sums, at + 4 * LANES);
        FloatVector a01 = FloatVector.fromArray(SPECIES, s.sums, at + 5 * LANES);
        FloatVector a11 = FloatVector.fromArray(SPECIES, s.sums, at + 6 * LANES);
        FloatVector a21 = FloatVector.fromArray(SPECIES, s.sums, at + 7 * LANES);
        FloatVector a31 = FloatVector.fromArray(SPECIES, s.sums, at + 8 * LANES);
        FloatVector a41 = FloatVector.fromArray(SPECIES, s.sums, at + 9 * LANES);
        FloatVector a02 = FloatVector.fromArray(SPECIES, s.sums, at + 10 * LANES);
        FloatVector a12 = FloatVector.fromArray(SPECIES, s.sums, at + 11 * LANES);
        FloatVector a22 = FloatVector.fromArray(SPECIES, s.sums, at + 12 * LANES);
        FloatVector a32 = FloatVector.fromArray(SPECIES, s.sums, at + 13 * LANES);
        FloatVector a42 = FloatVector.fromArray(SPECIES, s.sums, at + 14 * LANES);
        FloatVector a03 = FloatVector.fromArray(SPECIES, s.sums, at + 15 * LANES);
        FloatVector a13 = FloatVector.fromArray(SPECIES, s.sums, at + 16 * LANES);
        FloatVector a23 = FloatVector.fromArray(SPECIES, s.sums, at + 17 * LANES);
        FloatVector a33 = FloatVector.fromArray(SPECIES, s.sums, at + 18 * LANES);
        FloatVector a43 = FloatVector.fromArray(SPECIES, s.sums, at + 19 * LANES);
        FloatVector a04 = FloatVector.fromArray(SPECIES, s.sums, at + 20 * LANES);
        FloatVector a14 = FloatVector.fromArray(SPECIES, s.sums, at + 21 * LANES);
        FloatVector a24 = FloatVector.fromArray(SPECIES, s.sums, at + 22 * LANES);
        FloatVector a34 = FloatVector.fromArray(SPECIES, s.sums, at + 23 * LANES);
        FloatVector a44 = FloatVector.fromArray(SPECIES, s.sums, at + 24 * LANES);
        for (int b = s.fromBlock; b < s.toBlock; b++) {
            for (int i = 0; i < places; i++) {
                int to = target[fromTarget + i] + b * s.outputBlock;
                int from = source[fromSource + i] + b * s.inputBlock;
                FloatVector b0 = FloatVector.fromArray(SPECIES, y, y0 + to);
                FloatVector b1 = FloatVector.fromArray(SPECIES, y, y1 + to);
                FloatVector b2 = FloatVector.fromArray(SPECIES, y, y2 + to);
                FloatVector b3 = FloatVector.fromArray(SPECIES, y, y3 + to);
                FloatVector b4 = FloatVector.fromArray(SPECIES, y, y4 + to);
                FloatVector v = FloatVector.fromArray(SPECIES, x, x0 + from);
                a00 = v.fma(b0, a00);
                a10 = v.fma(b1, a10);
                a20 = v.fma(b2, a20);
                a30 = v.fma(b3, a30);
                a40 = v.fma(b4, a40);
                v = FloatVector.fromArray(SPECIES, x, x1 + from);
                a01 = v.fma(b0, a01);
                a11 = v.fma(b1, a11);
                a21 = v.fma(b2, a21);
                a31 = v.fma(b3, a31);
                a41 = v.fma(b4, a41);
                v = FloatVector.fromArray(SPECIES, x, x2 + from);
                a02 = v.fma(b0, a02);
                a12 = v.fma(b1, a12);
                a22 = v.fma(b2, a22);
                a32 = v.fma(b3, a32);
                a42 = v.fma(b4, a42);
                v = FloatVector.fromArray(SPECIES, x, x3 + from);
                a03 = v.fma(b0, a03);
                a13 = v.fma(b1, a13);
                a23 = v.fma(b2, a23);
                a33 = v.fma(b3, a33);
                a43 = v.fma(b4, a43);
                v = FloatVector.fromArray(SPECIES, x, x4 + from);
                a04 = v.fma(b0, a04);
                a14 = v.fma(b1, a14);
                a24 = v.fma(b2, a24);
                a34 = v.fma(b3, a34);
                a44 = v.fma(b4, a44);
            }
        }
        a00.intoArray(s.sums, at);
        a10.intoArray(s.sums, at + LANES);
        a20.intoArray(s.sums, at + 2 * LANES);
        a30.intoArray(s.sums, at + 3 * LANES);
        a40.intoArray(s.sums, at + 4 * LANES);
        a01.intoArray(s.sums, at + 5 * LANES);
        a11.intoArray(s.sums, at + 6 * LANES);
        a21.intoArray(s.sums, at + 7 * LANES);
        a31.intoArray(s.sums, at + 8 * LANES);
        a41.intoArray(s.sums, at + 9 * LANES);
        a02.intoArray(s.sums, at + 10 * LANES);
        a12.intoArray(s.sums, at + 11 * LANES);
        a22.intoArray(s.sums, at + 12 * LANES);
        a32.intoArray(s.sums, at + 13 * LANES);
        a42.intoArray(s.sums, at + 14 * LANES);
        a03.intoArray(s.sums, at + 15 * LANES);
        a13.intoArray(s.sums, at + 16 * LANES);
        a23.intoArray(s.sums, at + 17 * LANES);
        a33.intoArray(s.sums, at + 18 * LANES);
        a43.intoArray(s.sums, at + 19 * LANES);
        a04.intoArray(s.sums, at + 20 * LANES);
        a14.intoArray(s.sums, at + 21 * LANES);
        a24.intoArray(s.sums, at + 22 * LANES);
        a34.intoArray(s.sums, at + 23 * LANES);
        a44.intoArray(s.sums, at + 24 * LANES);
    }

    private static void four(PartialSums s, int lane) {
        float[] x = s.x;
        float[] y = s.y;
        int[] source = s.source;
        int[] target = s.target;
        int fromSource = s.fromSource;
        int fromTarget = s.fromTarget;
        int places = s.places;
        int x0 = s.input[0] + lane;
        int x1 = s.input[1] + lane;
        int x2 = s.input[2] + lane;
        int x3 = s.input[3] + lane;
        int x4 = s.input[4] + lane;
        int y0 = s.output + lane;
        int y1 = y0 + s.outputStride;
        int y2 = y1 + s.outputStride;
        int y3 = y2 + s.outputStride;
        int at = s.sumsAt + lane;
        FloatVector a00 = FloatVector.fromArray(SPECIES, s.sums, at);
        FloatVector a10 = FloatVector.fromArray(SPECIES, s.sums, at + LANES);
        FloatVector a20 = FloatVector.fromArray(SPECIES, s.sums, at + 2 * LANES);
        FloatVector a30 = FloatVector.fromArray(SPECIES, s.sums, at + 3 * LANES);
        FloatVector a01 = FloatVector.fromArray(SPECIES, s.sums, at + 4 * LANES);
        FloatVector a11 = FloatVector.fromArray(SPECIES, s.sums, at + 5 * LANES);
        FloatVector a21 = FloatVector.fromArray(SPECIES, s.sums, at + 6 * LANES);
        FloatVector a31 = FloatVector.fromArray(SPECIES, s.sums, at + 7 * LANES);
        FloatVector a02 = FloatVector.fromArray(SPECIES, s.sums, at + 8 * LANES);
        FloatVector a12 = FloatVector.fromArray(SPECIES, s.sums, at + 9 * LANES);
        FloatVector a22 = FloatVector.fromArray(SPECIES, s.sums, at + 10 * LANES);
        FloatVector a32 = FloatVector.fromArray(SPECIES, s.sums, at + 11 * LANES);
        FloatVector a03 = FloatVector.fromArray(SPECIES, s.sums, at + 12 * LANES);
        FloatVector a13 = FloatVector.fromArray(SPECIES, s.sums, at + 13 * LANES);
        FloatVector a23 = FloatVector.fromArray(SPECIES, s.sums, at + 14 * LANES);
        FloatVector a33 = FloatVector.fromArray(SPECIES, s.sums, at + 15 * LANES);
        FloatVector a04 = FloatVector.fromArray(SPECIES, s.sums, at + 16 * LANES);
        FloatVector a14 = FloatVector.fromArray(SPECIES, s.sums, at + 17 * LANES);
        FloatVector a24 = FloatVector.fromArray(SPECIES, s.sums, at + 18 * LANES);
        FloatVector a34 = FloatVector.fromArray(SPECIES, s.sums, at + 19 * LANES);
        for (int b = s.fromBlock; b < s.toBlock; b++) {
            for (int i = 0; i < places; i++) {
                int to = target[fromTarget + i] + b * s.outputBlock;
                int from = source[fromSource + i] + b * s.inputBlock;
                FloatVector b0 = FloatVector.fromArray(SPECIES, y, y0 + to);
                FloatVector b1 = FloatVector.fromArray(SPECIES, y, y1 + to);
                FloatVector b2 = FloatVector.fromArray(SPECIES, y, y2 + to);
                FloatVector b3 = FloatVector.fromArray(SPECIES, y, y3 + to);
                FloatVector v = FloatVector.fromArray(SPECIES, x, x0 + from);
                a00 = v.fma(b0, a00);
                a10 = v.fma(b1, a10);
                a20 = v.fma(b2, a20);
                a30 = v.fma(b3, a30);
                v = FloatVector.fromArray(SPECIES, x, x1 + from);
                a01 = v.fma(b0, a01);
                a11 = v.fma(b1, a11);
                a21 = v.fma(b2, a21);
                a31 = v.fma(b3, a31);
                v = FloatVector.fromArray(SPECIES, x, x2 + from);
                a02 = v.fma(b0, a02);
                a12 = v.fma(b1, a12);
                a22 = v.fma(b2, a22);
                a32 = v.fma(b3, a32);
                v = FloatVector.fromArray(SPECIES, x, x3 + from);
                a03 = v.fma(b0, a03);
                a13 = v.fma(b1, a13);
                a23 = v.fma(b2, a23);
                a33 = v.fma(b3, a33);
                v = FloatVector.fromArray(SPECIES, x, x4 + from);
                a04 = v.fma(b0, a04);
                a14 = v.fma(b1, a14);
                a24 = v.fma(b2, a24);
                a34 = v.fma(b3, a34);
            }
        }
        a00.intoArray(s.sums, at);
        a10.intoArray(s.sums, at + LANES);
        a20.intoArray(s.sums, at + 2 * LANES);
        a30.intoArray(s.sums, at + 3 * LANES);
        a01.intoArray(s.sums, at + 4 * LANES);
        a11.intoArray(s.sums, at + 5 * LANES);
        a21.intoArray(s.sums, at + 6 * LANES);
        a31.intoArray(s.sums, at + 7 * LANES);
        a02.intoArray(s.sums, at + 8 * LANES);
        a12.intoArray(s.sums, at + 9 * LANES);
        a22.intoArray(s.sums, at + 10 * LANES);
        a32.intoArray(s.sums, at + 11 * LANES);
        a03.intoArray(s.sums, at + 12 * LANES);
        a13.intoArray(s.sums, at + 13 * LANES);
        a23.intoArray(s.sums, at + 14 * LANES);
        a33.intoArray(s.sums, at + 15 * LANES);
        a04.intoArray(s.sums, at + 16 * LANES);
        a14.intoArray(s.sums, at + 17 * LANES);
        a24.intoArray(s.sums, at + 18 * LANES);
        a34.intoArray(s.sums, at + 19 * LANES);
    }

    private static void two(PartialSums s, int lane) {
        float[] x = s.x;
        float[] y = s.y;
        int[] source = s.source;
        int[] target = s.target;
        int fromSource = s.fromSource;
        int fromTarget = s.fromTarget;
        int places = s.places;
        int x0 = s.input[0] + lane;
        int x1 = s.input[1] + lane;
        int x2 = s.input[2] + lane;
        int x3 = s.input[3] + lane;
        int x4 = s.input[4] + lane;
        int y0 = s.output + lane;
        int y1 = y0 + s.outputStride;
        int at = s.sumsAt + lane;
        FloatVector a00 = FloatVector.fromArray(SPECIES, s.sums, at);
        FloatVector a10 = FloatVector.fromArray(SPECIES, s.sums, at + LANES);
        FloatVector a01 = FloatVector.fromArray(SPECIES, s.sums, at + 2 * LANES);
        FloatVector a11 = FloatVector.fromArray(SPECIES, s.sums, at + 3 * LANES);
        FloatVector a02 = FloatVector.fromArray(SPECIES, s.sums, at + 4 * LANES);
        FloatVector a12 = FloatVector.fromArray(SPECIES, s.sums, at + 5 * LANES);
        FloatVector a03 = FloatVector.fromArray(SPECIES, s.sums, at + 6 * LANES);
        FloatVector a13 = FloatVector.fromArray(SPECIES, s.sums, at + 7 * LANES);
        FloatVector a04 = FloatVector.fromArray(SPECIES, s.sums, at + 8 * LANES);
        FloatVector a14 = FloatVector.fromArray(SPECIES, s.sums, at + 9 * LANES);
        for (int b = s.fromBlock; b < s.toBlock; b++) {
            for (int i = 0; i < places; i++) {
                int to = target[fromTarget + i] + b * s.outputBlock;
                int from = source[fromSource + i] + b * s.inputBlock;
                FloatVector b0 = FloatVector.fromArray(SPECIES, y, y0 + to);
                FloatVector b1 = FloatVector.fromArray(SPECIES, y, y1 + to);
                FloatVector v = FloatVector.fromArray(SPECIES, x, x0 + from);
                a00 = v.fma(b0, a00);
                a10 = v.fma(b1, a10);
                v = FloatVector.fromArray(SPECIES, x, x1 + from);
                a01 = v.fma(b0, a01);
                a11 = v.fma(b1, a11);
                v = FloatVector.fromArray(SPECIES, x, x2 + from);
                a02 = v.fma(b0, a02);
                a12 = v.fma(b1, a12);
                v = FloatVector.fromArray(SPECIES, x, x3 + from);
                a03 = v.fma(b0, a03);
                a13 = v.fma(b1, a13);
                v = FloatVector.fromArray(SPECIES, x, x4 + from);
                a04 = v.fma(b0, a04);
                a14 = v.fma(b1, a14);
            }
        }
        a00.intoArray(s.sums, at);
        a10.intoArray(s.sums, at + LANES);
        a01.intoArray(s.sums, at + 2 * LANES);
        a11.intoArray(s.sums, at + 3 * LANES);
        a02.intoArray(s.sums, at + 4 * LANES);
        a12.intoArray(s.sums, at + 5 * LANES);
        a03.intoArray(s.sums, at + 6 * LANES);
        a13.intoArray(s.sums, at + 7 * LANES);
        a04.intoArray(s.sums, at + 8 * LANES);
        a14.intoArray(s.sums, at + 9 * LANES);
    }

    private static void one(PartialSums s, int lane) {
        float[] x = s.x;
        float[] y = s.y;
        int[] source = s.source;
        int[] target = s.target;
        int fromSource = s.fromSource;
        int fromTarget = s.fromTarget;
        int places = s.places;
        int x0 = s.input[0] + lane;
        int x1 = s.input[1] + lane;
        int x2 = s.input[2] + lane;
        int x3 = s.input[3] + lane;
        int x4 = s.input[4] + lane;
        int y0 = s.output + lane;
        int at = s.sumsAt + lane;
        FloatVector a00 = FloatVector.fromArray(SPECIES, s.sums, at);
        FloatVector a01 = FloatVector.fromArray(SPECIES, s.sums, at + LANES);
        FloatVector a02 = FloatVector.fromArray(SPECIES, s.sums, at + 2 * LANES);
        FloatVector a03 = FloatVector.fromArray(SPECIES, s.sums, at + 3 * LANES);
        FloatVector a04 = FloatVector.fromArray(SPECIES, s.sums, at + 4 * LANES);
        for (int b = s.fromBlock; b < s.toBlock; b++) {
            for (int i = 0; i < places; i++) {
                int to = target[fromTarget + i] + b * s.outputBlock;
                int from = source[fromSource + i] + b * s.inputBlock;
                FloatVector b0 = FloatVector.fromArray(SPECIES, y, y0 + to);
                FloatVector v = FloatVector.fromArray(SPECIES, x, x0 + from);
                a00 = v.fma(b0, a00);
                v = FloatVector.fromArray(SPECIES, x, x1 + from);
                a01 = v.fma(b0, a01);
                v = FloatVector.fromArray(SPECIES, x, x2 + from);
                a02 = v.fma(b0, a02);
                v = FloatVector.fromArray(SPECIES, x, x3 + from);
                a03 = v.fma(b0, a03);
                v = FloatVector.fromArray(SPECIES, x, x4 + from);
                a04 = v.fma(b0, a04);
            }
        }
        a00.intoArray(s.sums, at);
        a01.intoArray(s.sums, at + LANES);
        a02.intoArray(s.sums, at + 2 * LANES);
        a03.intoArray(s.sums, at + 3 * LANES);
        a04.intoArray(s.sums, at + 4 * LANES);
    }
}
