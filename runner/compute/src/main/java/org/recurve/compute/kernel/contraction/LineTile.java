package org.recurve.compute.kernel.contraction;

import static org.recurve.compute.arithmetic.VectorLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Partial sums of some filters by one column of x, for the columns that five do not divide. */
final class LineTile {
    private LineTile() {}

    static final int TALLEST = 10;

    /** The filters of the tallest shape that {@code filters} fill. */
    static int height(int filters) {
        return filters >= 10 ? 10 : filters >= 5 ? 5 : filters >= 2 ? 2 : 1;
    }

    static void run(PartialSums s, int height, int lane) {
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
        FloatVector a1 = FloatVector.fromArray(SPECIES, s.sums, at + 16);
        FloatVector a2 = FloatVector.fromArray(SPECIES, s.sums, at + 32);
        FloatVector a3 = FloatVector.fromArray(SPECIES, s.sums, at + 48);
        FloatVector a4 = FloatVector.fromArray(SPECIES, s.sums, at + 64);
        FloatVector a5 = FloatVector.fromArray(SPECIES, s.sums, at + 80);
        FloatVector a6 = FloatVector.fromArray(SPECIES, s.sums, at + 96);
        FloatVector a7 = FloatVector.fromArray(SPECIES, s.sums, at + 112);
        FloatVector a8 = FloatVector.fromArray(SPECIES, s.sums, at + 128);
        FloatVector a9 = FloatVector.fromArray(SPECIES, s.sums, at + 144);
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
        a1.intoArray(s.sums, at + 16);
        a2.intoArray(s.sums, at + 32);
        a3.intoArray(s.sums, at + 48);
        a4.intoArray(s.sums, at + 64);
        a5.intoArray(s.sums, at + 80);
        a6.intoArray(s.sums, at + 96);
        a7.intoArray(s.sums, at + 112);
        a8.intoArray(s.sums, at + 128);
        a9.intoArray(s.sums, at + 144);
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
        FloatVector a1 = FloatVector.fromArray(SPECIES, s.sums, at + 16);
        FloatVector a2 = FloatVector.fromArray(SPECIES, s.sums, at + 32);
        FloatVector a3 = FloatVector.fromArray(SPECIES, s.sums, at + 48);
        FloatVector a4 = FloatVector.fromArray(SPECIES, s.sums, at + 64);
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
        a1.intoArray(s.sums, at + 16);
        a2.intoArray(s.sums, at + 32);
        a3.intoArray(s.sums, at + 48);
        a4.intoArray(s.sums, at + 64);
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
        FloatVector a1 = FloatVector.fromArray(SPECIES, s.sums, at + 16);
        FloatVector a2 = FloatVector.fromArray(SPECIES, s.sums, at + 32);
        FloatVector a3 = FloatVector.fromArray(SPECIES, s.sums, at + 48);
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
        a1.intoArray(s.sums, at + 16);
        a2.intoArray(s.sums, at + 32);
        a3.intoArray(s.sums, at + 48);
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
        FloatVector a1 = FloatVector.fromArray(SPECIES, s.sums, at + 16);
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
        a1.intoArray(s.sums, at + 16);
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
