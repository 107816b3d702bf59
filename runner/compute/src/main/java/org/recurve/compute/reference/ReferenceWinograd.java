package org.recurve.compute.reference;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.WinogradGrid;

/** Convolutions whose definition is Winograd's F(2×2, 3×3), number by number: ARITHMETIC, 2a. */
final class ReferenceWinograd {
    private static final int PATCH = WinogradGrid.PATCH;
    private static final int TILE = WinogradGrid.TILE;
    private static final int FREQUENCIES = WinogradGrid.FREQUENCIES;

    private final NumberPrecision precision;
    private final ContractionSpec spec;

    ReferenceWinograd(NumberPrecision precision, ContractionSpec spec) {
        this.precision = precision;
        this.spec = spec;
    }

    /** Returns one example's output; {@code start} is added to it last. */
    double[] output(WinogradGrid grid, double[] w, double[] x, double[] start) {
        int channels = spec.channelsPerGroup();
        IntFunction<double[]> kernel =
                pair -> frequencies(grid, w, pair * grid.taps().size());
        return convolution(grid, channels, spec.filtersPerGroup(), kernel, x, start);
    }

    /** Returns the adjoint of one example's input: the same from the output, by kernels turned round. */
    double[] input(WinogradGrid grid, double[] w, double[] y) {
        WinogradGrid back = grid.mirrored();
        int channels = spec.channelsPerGroup();
        int filters = spec.filtersPerGroup();
        IntFunction<double[]> kernel = pair -> {
            int group = pair / (channels * filters);
            int channel = pair / filters % channels;
            int filter = pair % filters;
            return frequencies(
                    back,
                    w,
                    ((group * filters + filter) * channels + channel)
                            * grid.taps().size());
        };
        return convolution(back, filters, channels, kernel, y, new double[spec.inputRows()]);
    }

    /** @param kernel the frequencies of pair (group, target, source), counted in this order */
    private double[] convolution(
            WinogradGrid grid, int sources, int targets, IntFunction<double[]> kernel, double[] from, double[] start) {
        double[] to = start.clone();
        double[][] kernels = IntStream.range(0, spec.groups() * targets * sources)
                .mapToObj(kernel)
                .toArray(double[][]::new);
        int read = grid.inputHeight() * grid.inputWidth();
        int written = grid.outputHeight() * grid.outputWidth();
        for (int image = 0; image < spec.prefix() * spec.groups(); image++) {
            for (int tile = 0; tile < grid.tiles(); tile++) {
                double[][] v = new double[sources][];
                for (int source = 0; source < sources; source++) {
                    v[source] = patch(grid, from, (image * sources + source) * read, tile);
                }
                for (int target = 0; target < targets; target++) {
                    double[] m = new double[FREQUENCIES];
                    for (int source = 0; source < sources; source++) {
                        double[] u = kernels[(image % spec.groups() * targets + target) * sources + source];
                        for (int f = 0; f < FREQUENCIES; f++) {
                            m[f] = precision.fma(u[f], v[source][f], m[f]);
                        }
                    }
                    place(grid, tile(m), to, (image * targets + target) * written, tile);
                }
            }
        }
        return to;
    }

    private void place(WinogradGrid grid, double[] tile, double[] to, int image, int number) {
        for (int i = 0; i < tile.length; i++) {
            int at = outputPlace(grid, number, i / TILE, i % TILE);
            if (at >= 0) {
                to[image + at] = precision.add(tile[i], to[image + at]);
            }
        }
    }

    /** Returns the adjoint of the weights, summed over the examples. */
    double[] weights(WinogradGrid grid, double[][] x, double[][] y, int examples) {
        int channels = spec.channelsPerGroup();
        int pairs = spec.filters() * channels;
        double[][] sums = new double[pairs * FREQUENCIES][BlockLayout.LANES];
        for (int block = 0; block < examples; block += BlockLayout.LANES) {
            for (int repetition = 0; repetition < spec.prefix(); repetition++) {
                for (int tile = 0; tile < grid.tiles(); tile++) {
                    for (int e = block; e < Math.min(block + BlockLayout.LANES, examples); e++) {
                        tileOfAnExample(grid, repetition, tile, x[e], y[e], sums, e % BlockLayout.LANES);
                    }
                }
            }
        }
        double[] w = new double[spec.parameters()];
        for (int pair = 0; pair < pairs; pair++) {
            double[] u = new double[FREQUENCIES];
            for (int f = 0; f < FREQUENCIES; f++) {
                u[f] = ReferenceContraction.tree(precision, sums[pair * FREQUENCIES + f]);
            }
            double[] g = kernel(u);
            for (int tap = 0; tap < g.length; tap++) {
                w[pair * g.length + grid.taps().at(tap)] = g[tap];
            }
        }
        return w;
    }

    private void tileOfAnExample(
            WinogradGrid grid, int repetition, int tile, double[] x, double[] y, double[][] sums, int lane) {
        int channels = spec.channelsPerGroup();
        int read = grid.inputHeight() * grid.inputWidth();
        int written = grid.outputHeight() * grid.outputWidth();
        for (int filter = 0; filter < spec.filters(); filter++) {
            double[] n = adjoint(grid, y, (repetition * spec.filters() + filter) * written, tile);
            for (int channel = 0; channel < channels; channel++) {
                int image = repetition * spec.channels() + filter / spec.filtersPerGroup() * channels + channel;
                double[] v = patch(grid, x, image * read, tile);
                for (int f = 0; f < FREQUENCIES; f++) {
                    double[] sum = sums[(filter * channels + channel) * FREQUENCIES + f];
                    sum[lane] = precision.fma(n[f], v[f], sum[lane]);
                }
            }
        }
    }

    // The transforms: each of columns, then of rows.

    private double plus(double a, double b) {
        return precision.add(a, b);
    }

    private double minus(double a, double b) {
        return precision.add(a, -b);
    }

    private double half(double a) {
        return precision.fma(0.5, a, -0.0);
    }

    /** Bᵀ d B of the patch under a tile, +0 where the input ends. */
    private double[] patch(WinogradGrid grid, double[] x, int image, int tile) {
        double[][] d = new double[PATCH][PATCH];
        for (int i = 0; i < FREQUENCIES; i++) {
            int row = tile / grid.across() * TILE - grid.above() + i / PATCH;
            int column = tile % grid.across() * TILE - grid.left() + i % PATCH;
            boolean inside = row >= 0 && row < grid.inputHeight() && column >= 0 && column < grid.inputWidth();
            d[i / PATCH][i % PATCH] = inside ? x[image + row * grid.inputWidth() + column] : 0;
        }
        return twice(d, a -> new double[] {minus(a[0], a[2]), plus(a[1], a[2]), minus(a[2], a[1]), minus(a[1], a[3])});
    }

    /** G g Gᵀ of the kernel that begins at {@code at}. */
    private double[] frequencies(WinogradGrid grid, double[] w, int at) {
        double[][] g = new double[3][3];
        for (int tap = 0; tap < 9; tap++) {
            g[tap / 3][tap % 3] = w[at + grid.taps().at(tap)];
        }
        return twice(g, a -> {
            double outer = plus(a[0], a[2]);
            return new double[] {a[0], half(plus(outer, a[1])), half(minus(outer, a[1])), a[2]};
        });
    }

    /** Aᵀ m A. */
    private double[] tile(double[] m) {
        return twice(square(m), a -> new double[] {plus(plus(a[0], a[1]), a[2]), minus(minus(a[1], a[2]), a[3])});
    }

    /** A y Aᵀ of a tile, +0 where the output ends. */
    private double[] adjoint(WinogradGrid grid, double[] y, int image, int tile) {
        double[][] d = new double[TILE][TILE];
        for (int i = 0; i < TILE * TILE; i++) {
            int at = outputPlace(grid, tile, i / TILE, i % TILE);
            d[i / TILE][i % TILE] = at >= 0 ? y[image + at] : 0;
        }
        return twice(d, a -> new double[] {a[0], plus(a[0], a[1]), minus(a[0], a[1]), -a[1]});
    }

    /** Gᵀ u G. */
    private double[] kernel(double[] u) {
        return twice(square(u), a -> {
            double half = half(plus(a[1], a[2]));
            return new double[] {plus(a[0], half), half(minus(a[1], a[2])), plus(half, a[3])};
        });
    }

    private static double[][] square(double[] values) {
        double[][] square = new double[PATCH][];
        for (int row = 0; row < PATCH; row++) {
            square[row] = java.util.Arrays.copyOfRange(values, row * PATCH, (row + 1) * PATCH);
        }
        return square;
    }

    /** A transform of each column, then of each row of what comes out, row by row. */
    private static double[] twice(double[][] of, java.util.function.UnaryOperator<double[]> transform) {
        double[][] columns = new double[of[0].length][];
        for (int column = 0; column < columns.length; column++) {
            double[] one = new double[of.length];
            for (int row = 0; row < one.length; row++) {
                one[row] = of[row][column];
            }
            columns[column] = transform.apply(one);
        }
        int side = columns[0].length;
        double[] result = new double[side * side];
        for (int row = 0; row < side; row++) {
            double[] one = new double[columns.length];
            for (int column = 0; column < one.length; column++) {
                one[column] = columns[column][row];
            }
            System.arraycopy(transform.apply(one), 0, result, row * side, side);
        }
        return result;
    }

    private static int outputPlace(WinogradGrid grid, int tile, int row, int column) {
        int atRow = tile / grid.across() * TILE + row;
        int atColumn = tile % grid.across() * TILE + column;
        return atRow < grid.outputHeight() && atColumn < grid.outputWidth()
                ? atRow * grid.outputWidth() + atColumn
                : -1;
    }
}
