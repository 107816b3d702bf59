package org.recurve.compute.kernel.contraction.tile;

/**
 * The sums of Winograd's F(2×2, 3×3), on the 16 lanes of a block. Implementations agree in every bit; the two of them are
 * {@link ScalarWinograd}, which reads like the definition, and {@link VectorWinograd}.
 *
 * <p>A patch is 4 × 4 places of the input, a tile 2 × 2 of the output, rows {@code rowStride} floats apart and places of a row
 * side by side. Its 16 frequencies, row by row, lie {@code stride} floats apart.
 */
public interface WinogradArithmetic {
    /** Tiles that share a product's weights. */
    int STRIP = 4;

    /** Filters that share a sum's inputs. */
    int FILTERS = 4;

    /** Weights, or channels, of the larger and of the smaller register tile. */
    int MANY = 6;

    int FEW = 4;

    /** Patch to frequencies, {@code Bᵀ d B}: of columns, then of rows, {@code d0 − d2, d1 + d2, d2 − d1, d1 − d3}. */
    void input(float[] x, int at, int rowStride, float[] v, int to, int stride);

    /** The four frequencies of one row of {@link #input}. */
    void inputRow(int row, float[] x, int at, int rowStride, float[] v, int to, int stride);

    /** Frequencies to tile, {@code Aᵀ m A + start}: of columns, then of rows, {@code (m0 + m1) + m2, (m1 − m2) − m3}. */
    void output(float[] m, int at, int stride, float start, float[] y, int to, int rowStride);

    /** Tile to frequencies, {@code A y Aᵀ}: of columns, then of rows, {@code y0, y0 + y1, y0 − y1, −y1}. */
    void outputAdjoint(float[] y, int at, int rowStride, float[] n, int to, int stride);

    /** The four frequencies of one row of {@link #outputAdjoint}. */
    void outputAdjointRow(int row, float[] y, int at, int rowStride, float[] n, int to, int stride);

    /**
     * Copies places {@code from} to {@code to} of a patch or tile that the image has a part of, each to its place in
     * {@code aside}. A place has an array and an {@code offset} of its own, from {@code at & mask}: absent ones are read in an
     * array of zeros.
     */
    void part(float[][] x, int at, int[] offset, int[] mask, int from, int to, float[] aside);

    /**
     * Chains from +0 over the channels, {@code m[k][t] = Σ u[c][k] · v[c][t]}, for a strip of tiles.
     *
     * @param height how many k: {@link #MANY} or {@link #FEW}
     */
    void products(int height, float[] u, int weight, float[] v, int source, int channels, float[] m, int to);

    /**
     * Continues chains over tiles, {@code d[k][c] += Σ n[t][k] · v[t][c]}, for four filters k.
     *
     * @param width how many c: {@link #MANY} or {@link #FEW}
     */
    void sums(int width, float[] n, int output, float[] v, int source, int tiles, float[] d, int to);

    /** Adds the 16 lanes of each of 16 sums as a tree: lane i and i + 8, then + 4, + 2, + 1; {@code aside} has room for 256 floats. */
    void addLanes(float[] sums, int at, float[] aside, float[] added, int to);
}
