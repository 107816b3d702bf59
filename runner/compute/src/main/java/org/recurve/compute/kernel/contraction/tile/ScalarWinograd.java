package org.recurve.compute.kernel.contraction.tile;

import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.arithmetic.FusedMultiplyAdd;

/** Winograd's sums in plain Java, lane by lane. */
public final class ScalarWinograd implements WinogradArithmetic {
    private static final int LANES = BlockLayout.LANES;

    @Override
    public void input(float[] x, int at, int rowStride, float[] v, int to, int stride) {
        for (int row = 0; row < 4; row++) {
            inputRow(row, x, at, rowStride, v, to + 4 * row * stride, stride);
        }
    }

    @Override
    public void inputRow(int row, float[] x, int at, int rowStride, float[] v, int to, int stride) {
        for (int lane = 0; lane < LANES; lane++) {
            float a = column(row, x, at + lane, rowStride);
            float b = column(row, x, at + LANES + lane, rowStride);
            float c = column(row, x, at + 2 * LANES + lane, rowStride);
            float d = column(row, x, at + 3 * LANES + lane, rowStride);
            v[to + lane] = a - c;
            v[to + stride + lane] = b + c;
            v[to + 2 * stride + lane] = c - b;
            v[to + 3 * stride + lane] = b - d;
        }
    }

    @Override
    public void part(float[][] x, int at, int[] offset, int[] mask, int from, int to, float[] aside) {
        for (int place = from; place < to; place++) {
            System.arraycopy(x[place], (at & mask[place]) + offset[place], aside, place * LANES, LANES);
        }
    }

    private static float column(int row, float[] x, int at, int rowStride) {
        return switch (row) {
            case 0 -> x[at] - x[at + 2 * rowStride];
            case 1 -> x[at + rowStride] + x[at + 2 * rowStride];
            case 2 -> x[at + 2 * rowStride] - x[at + rowStride];
            default -> x[at + rowStride] - x[at + 3 * rowStride];
        };
    }

    @Override
    public void output(float[] m, int at, int stride, float start, float[] y, int to, int rowStride) {
        for (int lane = 0; lane < LANES; lane++) {
            float[] upper = new float[4];
            float[] lower = new float[4];
            for (int column = 0; column < 4; column++) {
                int from = at + column * stride + lane;
                float middle = m[from + 4 * stride];
                upper[column] = (m[from] + middle) + m[from + 8 * stride];
                lower[column] = (middle - m[from + 8 * stride]) - m[from + 12 * stride];
            }
            row(upper, start, y, to + lane);
            row(lower, start, y, to + rowStride + lane);
        }
    }

    private static void row(float[] p, float start, float[] y, int to) {
        y[to] = ((p[0] + p[1]) + p[2]) + start;
        y[to + LANES] = ((p[1] - p[2]) - p[3]) + start;
    }

    @Override
    public void outputAdjoint(float[] y, int at, int rowStride, float[] n, int to, int stride) {
        for (int row = 0; row < 4; row++) {
            outputAdjointRow(row, y, at, rowStride, n, to + 4 * row * stride, stride);
        }
    }

    @Override
    public void outputAdjointRow(int row, float[] y, int at, int rowStride, float[] n, int to, int stride) {
        for (int lane = 0; lane < LANES; lane++) {
            float left = adjoint(row, y[at + lane], y[at + rowStride + lane]);
            float right = adjoint(row, y[at + LANES + lane], y[at + rowStride + LANES + lane]);
            for (int column = 0; column < 4; column++) {
                n[to + column * stride + lane] = adjoint(column, left, right);
            }
        }
    }

    private static float adjoint(int frequency, float first, float second) {
        return switch (frequency) {
            case 0 -> first;
            case 1 -> first + second;
            case 2 -> first - second;
            default -> -second;
        };
    }

    @Override
    public void products(int height, float[] u, int weight, float[] v, int source, int channels, float[] m, int to) {
        java.util.Arrays.fill(m, to, to + height * STRIP * LANES, 0f);
        for (int channel = 0; channel < channels; channel++) {
            for (int k = 0; k < height; k++) {
                chain(u[weight + channel * height + k], v, source + channel * STRIP * LANES, m, to + k * STRIP * LANES);
            }
        }
    }

    private static void chain(float factor, float[] v, int from, float[] m, int to) {
        for (int i = 0; i < STRIP * LANES; i++) {
            m[to + i] = FusedMultiplyAdd.fma(factor, v[from + i], m[to + i]);
        }
    }

    @Override
    public void sums(int width, float[] n, int output, float[] v, int source, int tiles, float[] d, int to) {
        for (int tile = 0; tile < tiles; tile++) {
            for (int i = 0; i < FILTERS * width; i++) {
                int filter = output + (tile * FILTERS + i / width) * LANES;
                int channel = source + (tile * width + i % width) * LANES;
                for (int lane = 0; lane < LANES; lane++) {
                    int sum = to + i * LANES + lane;
                    d[sum] = FusedMultiplyAdd.fma(n[filter + lane], v[channel + lane], d[sum]);
                }
            }
        }
    }

    @Override
    public void addLanes(float[] sums, int at, float[] aside, float[] added, int to) {
        for (int i = 0; i < LANES; i++) {
            added[to + i] = BlockLayout.tree(sums, at + i * LANES);
        }
    }
}
