package org.recurve.compute.kernel.contraction.tile;

import static org.recurve.compute.arithmetic.VectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;

/** Partial sums of some filters by one column of x, for the columns that five do not divide. */
public final class LineTile {
    private static final int LANES = BlockLayout.LANES;

    private LineTile() {}

    public static final int TALLEST = 10;

    /** Returns the filters of the tallest shape that {@code filters} fill. */
    public static int height(int filters) {
        return filters >= 10 ? 10 : filters >= 5 ? 5 : filters >= 2 ? 2 : 1;
    }

    public static void run(PartialSums s, int height, int lane) {
        switch (height) {
            case 10 -> ten(s, lane);
            case 5 -> five(s, lane);
            case 4 -> four(s, lane);
            case 2 -> two(s, lane);
            case 1 -> one(s, lane);
            default -> throw new IllegalArgumentException("no tile is " + height + " high");
        }
    }

    private static void ten(PartialSums s, int lane) {
        float[] x = s.x;
        float[] y = s.y;
        int[] source = s.source;
        int[] target = s.target;
        int fromSource = s.fromSource;
        int fromTarget = s.fromTarget;
        int places = s.places;
        int x0 = s.input[0] + lane;
        int y0 = s.output + lane;
        int y1 = y0 + s.outputStride;
        int y2 = y1 + s.outputStride;
        int y3 = y2 + s.outputStride;
        int y4 = y3 + s.outputStride;
        int y5 = y4 + s.outputStride;
        int y6 = y5 + s.outputStride;
        int y7 = y6 + s.outputStride;
        int y8 = y7 + s.outputStride;
        int y9 = y8 + s.outputStride;
        int at = s.sumsAt + lane;
        FloatVector a0 = FloatVector.fromArray(SPECIES, s.sums, at);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s.sums, at + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, s.sums, at + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, s.sums, at + 3 * LANES);
        FloatVector a4 = FloatVector.fromArray(SPECIES, s.sums, at + 4 * LANES);
        FloatVector a5 = FloatVector.fromArray(SPECIES, s.sums, at + 5 * LANES);
        FloatVector a6 = FloatVector.fromArray(SPECIES, s.sums, at + 6 * LANES);
        FloatVector a7 = FloatVector.fromArray(SPECIES, s.sums, at + 7 * LANES);
        FloatVector a8 = FloatVector.fromArray(SPECIES, s.sums, at + 8 * LANES);
        FloatVector a9 = FloatVector.fromArray(SPECIES, s.sums, at + 9 * LANES);
        for (int b = s.fromBlock; b < s.toBlock; b++) {
            for (int i = 0; i < places; i++) {
                int to = target[fromTarget + i] + b * s.outputBlock;
                int from = source[fromSource + i] + b * s.inputBlock;
                FloatVector v = FloatVector.fromArray(SPECIES, x, x0 + from);
                a0 = FloatVector.fromArray(SPECIES, y, y0 + to).fma(v, a0);
                a1 = FloatVector.fromArray(SPECIES, y, y1 + to).fma(v, a1);
                a2 = FloatVector.fromArray(SPECIES, y, y2 + to).fma(v, a2);
                a3 = FloatVector.fromArray(SPECIES, y, y3 + to).fma(v, a3);
                a4 = FloatVector.fromArray(SPECIES, y, y4 + to).fma(v, a4);
                a5 = FloatVector.fromArray(SPECIES, y, y5 + to).fma(v, a5);
                a6 = FloatVector.fromArray(SPECIES, y, y6 + to).fma(v, a6);
                a7 = FloatVector.fromArray(SPECIES, y, y7 + to).fma(v, a7);
                a8 = FloatVector.fromArray(SPECIES, y, y8 + to).fma(v, a8);
                a9 = FloatVector.fromArray(SPECIES, y, y9 + to).fma(v, a9);
            }
        }
        a0.intoArray(s.sums, at);
        a1.intoArray(s.sums, at + LANES);
        a2.intoArray(s.sums, at + 2 * LANES);
        a3.intoArray(s.sums, at + 3 * LANES);
        a4.intoArray(s.sums, at + 4 * LANES);
        a5.intoArray(s.sums, at + 5 * LANES);
        a6.intoArray(s.sums, at + 6 * LANES);
        a7.intoArray(s.sums, at + 7 * LANES);
        a8.intoArray(s.sums, at + 8 * LANES);
        a9.intoArray(s.sums, at + 9 * LANES);
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
        int y0 = s.output + lane;
        int y1 = y0 + s.outputStride;
        int y2 = y1 + s.outputStride;
        int y3 = y2 + s.outputStride;
        int y4 = y3 + s.outputStride;
        int at = s.sumsAt + lane;
        FloatVector a0 = FloatVector.fromArray(SPECIES, s.sums, at);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s.sums, at + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, s.sums, at + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, s.sums, at + 3 * LANES);
        FloatVector a4 = FloatVector.fromArray(SPECIES, s.sums, at + 4 * LANES);
        for (int b = s.fromBlock; b < s.toBlock; b++) {
            for (int i = 0; i < places; i++) {
                int to = target[fromTarget + i] + b * s.outputBlock;
                int from = source[fromSource + i] + b * s.inputBlock;
                FloatVector v = FloatVector.fromArray(SPECIES, x, x0 + from);
                a0 = FloatVector.fromArray(SPECIES, y, y0 + to).fma(v, a0);
                a1 = FloatVector.fromArray(SPECIES, y, y1 + to).fma(v, a1);
                a2 = FloatVector.fromArray(SPECIES, y, y2 + to).fma(v, a2);
                a3 = FloatVector.fromArray(SPECIES, y, y3 + to).fma(v, a3);
                a4 = FloatVector.fromArray(SPECIES, y, y4 + to).fma(v, a4);
            }
        }
        a0.intoArray(s.sums, at);
        a1.intoArray(s.sums, at + LANES);
        a2.intoArray(s.sums, at + 2 * LANES);
        a3.intoArray(s.sums, at + 3 * LANES);
        a4.intoArray(s.sums, at + 4 * LANES);
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
        int y0 = s.output + lane;
        int y1 = y0 + s.outputStride;
        int y2 = y1 + s.outputStride;
        int y3 = y2 + s.outputStride;
        int at = s.sumsAt + lane;
        FloatVector a0 = FloatVector.fromArray(SPECIES, s.sums, at);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s.sums, at + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, s.sums, at + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, s.sums, at + 3 * LANES);
        for (int b = s.fromBlock; b < s.toBlock; b++) {
            for (int i = 0; i < places; i++) {
                int to = target[fromTarget + i] + b * s.outputBlock;
                int from = source[fromSource + i] + b * s.inputBlock;
                FloatVector v = FloatVector.fromArray(SPECIES, x, x0 + from);
                a0 = FloatVector.fromArray(SPECIES, y, y0 + to).fma(v, a0);
                a1 = FloatVector.fromArray(SPECIES, y, y1 + to).fma(v, a1);
                a2 = FloatVector.fromArray(SPECIES, y, y2 + to).fma(v, a2);
                a3 = FloatVector.fromArray(SPECIES, y, y3 + to).fma(v, a3);
            }
        }
        a0.intoArray(s.sums, at);
        a1.intoArray(s.sums, at + LANES);
        a2.intoArray(s.sums, at + 2 * LANES);
        a3.intoArray(s.sums, at + 3 * LANES);
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
        int y0 = s.output + lane;
        int y1 = y0 + s.outputStride;
        int at = s.sumsAt + lane;
        FloatVector a0 = FloatVector.fromArray(SPECIES, s.sums, at);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s.sums, at + LANES);
        for (int b = s.fromBlock; b < s.toBlock; b++) {
            for (int i = 0; i < places; i++) {
                int to = target[fromTarget + i] + b * s.outputBlock;
                int from = source[fromSource + i] + b * s.inputBlock;
                FloatVector v = FloatVector.fromArray(SPECIES, x, x0 + from);
                a0 = FloatVector.fromArray(SPECIES, y, y0 + to).fma(v, a0);
                a1 = FloatVector.fromArray(SPECIES, y, y1 + to).fma(v, a1);
            }
        }
        a0.intoArray(s.sums, at);
        a1.intoArray(s.sums, at + LANES);
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
        int y0 = s.output + lane;
        int at = s.sumsAt + lane;
        FloatVector a0 = FloatVector.fromArray(SPECIES, s.sums, at);
        for (int b = s.fromBlock; b < s.toBlock; b++) {
            for (int i = 0; i < places; i++) {
                int to = target[fromTarget + i] + b * s.outputBlock;
                int from = source[fromSource + i] + b * s.inputBlock;
                FloatVector v = FloatVector.fromArray(SPECIES, x, x0 + from);
                a0 = FloatVector.fromArray(SPECIES, y, y0 + to).fma(v, a0);
            }
        }
        a0.intoArray(s.sums, at);
    }
}
