package org.recurve.compute.kernel.contraction;

import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.WinogradGrid;

/** Winograd's F(2×2, 3×3) by its matrices, for one example at a time: the oracle of the kernels. */
final class WinogradDefinition {
    /** Each row of a matrix as signed terms in the order in which they are added: index, or −1 − index where it is subtracted. */
    private static final int[][] INPUT = {{0, ~2}, {1, 2}, {2, ~1}, {1, ~3}};

    private static final int[][] OUTPUT = {{0, 1, 2}, {1, ~2, ~3}};
    private static final int[][] OUTPUT_ADJOINT = {{0}, {0, 1}, {0, ~1}, {~1}};

    private final ContractionSpec g;
    private final WinogradGrid grid;

    WinogradDefinition(ContractionSpec g) {
        this.g = g;
        this.grid = g.winograd().orElseThrow();
    }

    private interface Line {
        float[] of(float[] line);
    }

    private static Line matrix(int[][] rows) {
        return line -> {
            float[] result = new float[rows.length];
            for (int row = 0; row < rows.length; row++) {
                for (int k = 0; k < rows[row].length; k++) {
                    int term = rows[row][k];
                    float value = term >= 0 ? line[term] : -line[~term];
                    result[row] = k == 0 ? value : result[row] + value;
                }
            }
            return result;
        };
    }

    private static float[] weights(float[] g) {
        return new float[] {g[0], ((g[0] + g[2]) + g[1]) / 2, ((g[0] + g[2]) - g[1]) / 2, g[2]};
    }

    private static float[] weightsAdjoint(float[] u) {
        return new float[] {u[0] + (u[1] + u[2]) / 2, (u[1] - u[2]) / 2, (u[1] + u[2]) / 2 + u[3]};
    }

    /** Of columns, then of rows. */
    private static float[][] both(Line line, float[][] of) {
        return each(line, transposed(each(line, transposed(of))));
    }

    private static float[][] each(Line line, float[][] of) {
        float[][] result = new float[of.length][];
        for (int i = 0; i < of.length; i++) {
            result[i] = line.of(of[i]);
        }
        return result;
    }

    private static float[][] transposed(float[][] of) {
        float[][] result = new float[of[0].length][of.length];
        for (int i = 0; i < of.length; i++) {
            for (int j = 0; j < of[0].length; j++) {
                result[j][i] = of[i][j];
            }
        }
        return result;
    }

    private static float[][] cut(float[] from, int image, int row, int column, int side, int height, int width) {
        float[][] piece = new float[side][side];
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                boolean there = row + i >= 0 && row + i < height && column + j >= 0 && column + j < width;
                piece[i][j] = there ? from[(image * height + row + i) * width + column + j] : 0f;
            }
        }
        return piece;
    }

    private float[][] kernel(float[] w, int filter, int channel, boolean turned) {
        float[][] kernel = new float[3][3];
        for (int t = 0; t < 9; t++) {
            int to = turned ? 8 - t : t;
            kernel[to / 3][to % 3] =
                    w[(filter * g.channelsPerGroup() + channel) * 9 + g.map().weight(0, t)];
        }
        return both(WinogradDefinition::weights, kernel);
    }

    void output(float[] w, float[] x, float[] y) {
        for (int r = 0; r < g.prefix(); r++) {
            for (int f = 0; f < g.filters(); f++) {
                float[][][] kernels = new float[g.channelsPerGroup()][][];
                int[] images = new int[kernels.length];
                for (int c = 0; c < kernels.length; c++) {
                    kernels[c] = kernel(w, f, c, false);
                    images[c] = r * g.channels() + f / g.filtersPerGroup() * g.channelsPerGroup() + c;
                }
                image(
                        kernels,
                        images,
                        x,
                        new int[] {grid.inputHeight(), grid.inputWidth(), grid.above(), grid.left()},
                        y,
                        r * g.filters() + f,
                        new int[] {grid.outputHeight(), grid.outputWidth()});
            }
        }
    }

    void input(float[] w, float[] y, float[] x) {
        for (int r = 0; r < g.prefix(); r++) {
            for (int channel = 0; channel < g.channels(); channel++) {
                float[][][] kernels = new float[g.filtersPerGroup()][][];
                int[] images = new int[kernels.length];
                for (int k = 0; k < kernels.length; k++) {
                    int filter = channel / g.channelsPerGroup() * g.filtersPerGroup() + k;
                    kernels[k] = kernel(w, filter, channel % g.channelsPerGroup(), true);
                    images[k] = r * g.filters() + filter;
                }
                image(
                        kernels,
                        images,
                        y,
                        new int[] {grid.outputHeight(), grid.outputWidth(), 2 - grid.above(), 2 - grid.left()},
                        x,
                        r * g.channels() + channel,
                        new int[] {grid.inputHeight(), grid.inputWidth()});
            }
        }
    }

    /** One image of a result; what it begins with is added last. */
    private static void image(
            float[][][] kernels, int[] images, float[] from, int[] read, float[] to, int image, int[] written) {
        for (int row = 0; row < written[0]; row += 2) {
            for (int column = 0; column < written[1]; column += 2) {
                float[][] m = new float[4][4];
                for (int c = 0; c < kernels.length; c++) {
                    float[][] v = both(
                            matrix(INPUT), cut(from, images[c], row - read[2], column - read[3], 4, read[0], read[1]));
                    for (int f = 0; f < 16; f++) {
                        m[f / 4][f % 4] = Math.fma(kernels[c][f / 4][f % 4], v[f / 4][f % 4], m[f / 4][f % 4]);
                    }
                }
                float[][] tile = both(matrix(OUTPUT), m);
                for (int i = row; i < Math.min(row + 2, written[0]); i++) {
                    for (int j = column; j < Math.min(column + 2, written[1]); j++) {
                        int at = (image * written[0] + i) * written[1] + j;
                        to[at] = tile[i - row][j - column] + to[at];
                    }
                }
            }
        }
    }

    float[] weights(float[][] x, float[][] y) {
        float[] w = new float[g.parameters()];
        for (int f = 0; f < g.filters(); f++) {
            for (int c = 0; c < g.channelsPerGroup(); c++) {
                float[][] kernel = both(WinogradDefinition::weightsAdjoint, frequencies(x, y, f, c));
                for (int t = 0; t < 9; t++) {
                    w[(f * g.channelsPerGroup() + c) * 9 + g.map().weight(0, t)] = kernel[t / 3][t % 3];
                }
            }
        }
        return w;
    }

    private float[][] frequencies(float[][] x, float[][] y, int filter, int c) {
        int channel = filter / g.filtersPerGroup() * g.channelsPerGroup() + c;
        float[][] sums = new float[16][16];
        for (int block = 0; block < x.length; block += 16) {
            for (int r = 0; r < g.prefix(); r++) {
                for (int row = 0; row < grid.outputHeight(); row += 2) {
                    for (int column = 0; column < grid.outputWidth(); column += 2) {
                        for (int e = block; e < Math.min(block + 16, x.length); e++) {
                            float[][] v = both(
                                    matrix(INPUT),
                                    cut(
                                            x[e],
                                            r * g.channels() + channel,
                                            row - grid.above(),
                                            column - grid.left(),
                                            4,
                                            grid.inputHeight(),
                                            grid.inputWidth()));
                            float[][] n = both(
                                    matrix(OUTPUT_ADJOINT),
                                    cut(
                                            y[e],
                                            r * g.filters() + filter,
                                            row,
                                            column,
                                            2,
                                            grid.outputHeight(),
                                            grid.outputWidth()));
                            for (int f = 0; f < 16; f++) {
                                sums[f][e % 16] = Math.fma(n[f / 4][f % 4], v[f / 4][f % 4], sums[f][e % 16]);
                            }
                        }
                    }
                }
            }
        }
        float[][] added = new float[4][4];
        for (int f = 0; f < 16; f++) {
            for (int half = 8; half > 0; half /= 2) {
                for (int lane = 0; lane < half; lane++) {
                    sums[f][lane] += sums[f][lane + half];
                }
            }
            added[f / 4][f % 4] = sums[f][0];
        }
        return added;
    }
}
