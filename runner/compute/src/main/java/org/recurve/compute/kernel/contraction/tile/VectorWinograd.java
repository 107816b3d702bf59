package org.recurve.compute.kernel.contraction.tile;

import static org.recurve.compute.arithmetic.VectorLanes.SPECIES;
import static org.recurve.compute.arithmetic.VectorLanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.recurve.compute.arithmetic.BlockLayout;

/** Winograd's sums on the Vector API. */
public final class VectorWinograd implements WinogradArithmetic {
    private static final int LANES = BlockLayout.LANES;

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }

    @Override
    public void input(float[] x, int at, int rowStride, float[] v, int to, int stride) {
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            patch(x, at + lane, rowStride, v, to + lane, stride);
        }
    }

    private static void patch(float[] x, int r0, int rowStride, float[] v, int to, int stride) {
        int r1 = r0 + rowStride;
        int r2 = r1 + rowStride;
        int r3 = r2 + rowStride;
        FloatVector p0 = load(x, r1);
        FloatVector q0 = load(x, r2);
        FloatVector a0 = load(x, r0).sub(q0);
        FloatVector b0 = p0.add(q0);
        FloatVector c0 = q0.sub(p0);
        FloatVector d0 = p0.sub(load(x, r3));
        FloatVector p1 = load(x, r1 + LANES);
        FloatVector q1 = load(x, r2 + LANES);
        FloatVector a1 = load(x, r0 + LANES).sub(q1);
        FloatVector b1 = p1.add(q1);
        FloatVector c1 = q1.sub(p1);
        FloatVector d1 = p1.sub(load(x, r3 + LANES));
        FloatVector p2 = load(x, r1 + 2 * LANES);
        FloatVector q2 = load(x, r2 + 2 * LANES);
        FloatVector a2 = load(x, r0 + 2 * LANES).sub(q2);
        FloatVector b2 = p2.add(q2);
        FloatVector c2 = q2.sub(p2);
        FloatVector d2 = p2.sub(load(x, r3 + 2 * LANES));
        FloatVector p3 = load(x, r1 + 3 * LANES);
        FloatVector q3 = load(x, r2 + 3 * LANES);
        FloatVector a3 = load(x, r0 + 3 * LANES).sub(q3);
        FloatVector b3 = p3.add(q3);
        FloatVector c3 = q3.sub(p3);
        FloatVector d3 = p3.sub(load(x, r3 + 3 * LANES));
        a0.sub(a2).intoArray(v, to);
        a1.add(a2).intoArray(v, to + stride);
        a2.sub(a1).intoArray(v, to + 2 * stride);
        a1.sub(a3).intoArray(v, to + 3 * stride);
        b0.sub(b2).intoArray(v, to + 4 * stride);
        b1.add(b2).intoArray(v, to + 5 * stride);
        b2.sub(b1).intoArray(v, to + 6 * stride);
        b1.sub(b3).intoArray(v, to + 7 * stride);
        c0.sub(c2).intoArray(v, to + 8 * stride);
        c1.add(c2).intoArray(v, to + 9 * stride);
        c2.sub(c1).intoArray(v, to + 10 * stride);
        c1.sub(c3).intoArray(v, to + 11 * stride);
        d0.sub(d2).intoArray(v, to + 12 * stride);
        d1.add(d2).intoArray(v, to + 13 * stride);
        d2.sub(d1).intoArray(v, to + 14 * stride);
        d1.sub(d3).intoArray(v, to + 15 * stride);
    }

    @Override
    public void inputRow(int row, float[] x, int at, int rowStride, float[] v, int to, int stride) {
        int first = at + (row == 0 ? 0 : row == 2 ? 2 * rowStride : rowStride);
        int second = at + (row == 2 ? rowStride : row == 3 ? 3 * rowStride : 2 * rowStride);
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            if (row == 1) {
                sum(x, first + lane, second + lane, v, to + lane, stride);
            } else {
                difference(x, first + lane, second + lane, v, to + lane, stride);
            }
        }
    }

    private static void sum(float[] x, int p, int q, float[] v, int to, int stride) {
        FloatVector a = load(x, p).add(load(x, q));
        FloatVector b = load(x, p + LANES).add(load(x, q + LANES));
        FloatVector c = load(x, p + 2 * LANES).add(load(x, q + 2 * LANES));
        FloatVector d = load(x, p + 3 * LANES).add(load(x, q + 3 * LANES));
        a.sub(c).intoArray(v, to);
        b.add(c).intoArray(v, to + stride);
        c.sub(b).intoArray(v, to + 2 * stride);
        b.sub(d).intoArray(v, to + 3 * stride);
    }

    private static void difference(float[] x, int p, int q, float[] v, int to, int stride) {
        FloatVector a = load(x, p).sub(load(x, q));
        FloatVector b = load(x, p + LANES).sub(load(x, q + LANES));
        FloatVector c = load(x, p + 2 * LANES).sub(load(x, q + 2 * LANES));
        FloatVector d = load(x, p + 3 * LANES).sub(load(x, q + 3 * LANES));
        a.sub(c).intoArray(v, to);
        b.add(c).intoArray(v, to + stride);
        c.sub(b).intoArray(v, to + 2 * stride);
        b.sub(d).intoArray(v, to + 3 * stride);
    }

    @Override
    public void output(float[] m, int at, int stride, float start, float[] y, int to, int rowStride) {
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            tile(m, at + lane, stride, start, y, to + lane, rowStride);
        }
    }

    private static void tile(float[] m, int at, int stride, float start, float[] y, int to, int rowStride) {
        int second = at + 4 * stride;
        int third = second + 4 * stride;
        int fourth = third + 4 * stride;
        FloatVector m0 = load(m, second);
        FloatVector n0 = load(m, third);
        FloatVector p0 = load(m, at).add(m0).add(n0);
        FloatVector q0 = m0.sub(n0).sub(load(m, fourth));
        FloatVector m1 = load(m, second + stride);
        FloatVector n1 = load(m, third + stride);
        FloatVector p1 = load(m, at + stride).add(m1).add(n1);
        FloatVector q1 = m1.sub(n1).sub(load(m, fourth + stride));
        FloatVector m2 = load(m, second + 2 * stride);
        FloatVector n2 = load(m, third + 2 * stride);
        FloatVector p2 = load(m, at + 2 * stride).add(m2).add(n2);
        FloatVector q2 = m2.sub(n2).sub(load(m, fourth + 2 * stride));
        FloatVector m3 = load(m, second + 3 * stride);
        FloatVector n3 = load(m, third + 3 * stride);
        FloatVector p3 = load(m, at + 3 * stride).add(m3).add(n3);
        FloatVector q3 = m3.sub(n3).sub(load(m, fourth + 3 * stride));
        FloatVector from = FloatVector.broadcast(SPECIES, start);
        p0.add(p1).add(p2).add(from).intoArray(y, to);
        p1.sub(p2).sub(p3).add(from).intoArray(y, to + LANES);
        q0.add(q1).add(q2).add(from).intoArray(y, to + rowStride);
        q1.sub(q2).sub(q3).add(from).intoArray(y, to + rowStride + LANES);
    }

    @Override
    public void outputAdjoint(float[] y, int at, int rowStride, float[] n, int to, int stride) {
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            FloatVector left = load(y, at + lane);
            FloatVector right = load(y, at + LANES + lane);
            FloatVector lowerLeft = load(y, at + rowStride + lane);
            FloatVector lowerRight = load(y, at + rowStride + LANES + lane);
            frequencies(left, right, n, to + lane, stride);
            frequencies(left.add(lowerLeft), right.add(lowerRight), n, to + 4 * stride + lane, stride);
            frequencies(left.sub(lowerLeft), right.sub(lowerRight), n, to + 8 * stride + lane, stride);
            frequencies(lowerLeft.neg(), lowerRight.neg(), n, to + 12 * stride + lane, stride);
        }
    }

    @Override
    public void outputAdjointRow(int row, float[] y, int at, int rowStride, float[] n, int to, int stride) {
        int below = at + rowStride;
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            switch (row) {
                case 0 -> upper(y, at + lane, n, to + lane, stride);
                case 1 -> upperAndLower(y, at + lane, below + lane, n, to + lane, stride);
                case 2 -> upperLessLower(y, at + lane, below + lane, n, to + lane, stride);
                default -> lessLower(y, below + lane, n, to + lane, stride);
            }
        }
    }

    private static void frequencies(FloatVector left, FloatVector right, float[] n, int to, int stride) {
        left.intoArray(n, to);
        left.add(right).intoArray(n, to + stride);
        left.sub(right).intoArray(n, to + 2 * stride);
        right.neg().intoArray(n, to + 3 * stride);
    }

    private static void upper(float[] y, int upper, float[] n, int to, int stride) {
        FloatVector left = load(y, upper);
        FloatVector right = load(y, upper + LANES);
        frequencies(left, right, n, to, stride);
    }

    private static void upperAndLower(float[] y, int upper, int lower, float[] n, int to, int stride) {
        FloatVector left = load(y, upper).add(load(y, lower));
        FloatVector right = load(y, upper + LANES).add(load(y, lower + LANES));
        frequencies(left, right, n, to, stride);
    }

    private static void upperLessLower(float[] y, int upper, int lower, float[] n, int to, int stride) {
        FloatVector left = load(y, upper).sub(load(y, lower));
        FloatVector right = load(y, upper + LANES).sub(load(y, lower + LANES));
        frequencies(left, right, n, to, stride);
    }

    private static void lessLower(float[] y, int lower, float[] n, int to, int stride) {
        FloatVector left = load(y, lower).neg();
        FloatVector right = load(y, lower + LANES).neg();
        frequencies(left, right, n, to, stride);
    }

    @Override
    public void part(float[][] x, int at, int[] offset, int[] mask, int from, int to, float[] aside) {
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            for (int place = from; place < to; place++) {
                load(x[place], (at & mask[place]) + offset[place] + lane).intoArray(aside, place * LANES + lane);
            }
        }
    }

    @Override
    public void products(int height, float[] u, int weight, float[] v, int source, int channels, float[] m, int to) {
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            if (height == MANY) {
                WinogradTile.productsOfSix(u, weight, v, source + lane, channels, m, to + lane);
            } else {
                WinogradTile.productsOfFour(u, weight, v, source + lane, channels, m, to + lane);
            }
        }
    }

    @Override
    public void sums(int width, float[] n, int output, float[] v, int source, int tiles, float[] d, int to) {
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            if (width == MANY) {
                WinogradTile.sumsOfSix(n, output + lane, v, source + lane, tiles, d, to + lane);
            } else {
                WinogradTile.sumsOfFour(n, output + lane, v, source + lane, tiles, d, to + lane);
            }
        }
    }

    @Override
    public void addLanes(float[] sums, int at, float[] aside, float[] added, int to) {
        LaneSums.add(sums, at, aside, 0, added, to);
    }
}
