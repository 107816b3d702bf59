package org.recurve.compute.kernel.contraction.tile;

import java.util.stream.IntStream;
import org.recurve.compute.arithmetic.BlockLayout;

/**
 * The operands of one register tile, some units by some columns:
 * {@code y[u][c] = from[u][c] + Σ_k w[u][k] · x[k][c]}, a chain over k for each element. Mutable, refilled for every tile.
 */
public final class TileOperands {
    public static final int COLUMNS = 4;
    /** Initial values of +0. */
    public static final float[] ZERO = new float[BlockLayout.LANES];

    public float[] w = {};
    /** Says where unit 0's weights begin, the distance from unit to unit, and each term's place from there. */
    public int weight;

    public int weightStride;
    public int[] weightTerm = {};

    /** Says where terms lie evenly, weights from one to the next. */
    public int weightStep;

    public float[] x = {};
    public final int[] source = new int[COLUMNS];
    public int[] sourceTerm = {};
    /** Says where terms lie evenly, source floats from one to the next. */
    public int sourceStep;

    public int fromTerm;
    public int toTerm;

    public float[] from = {};
    public final int[] start = new int[COLUMNS];
    public int startStride;

    public float[] y = {};
    public final int[] target = new int[COLUMNS];
    /** Says where each column's unit 0 lies; the tile may begin at a later unit. */
    public final int[] column = new int[COLUMNS];
    /** The block of each column. */
    public final int[] block = new int[COLUMNS];

    public int targetStride;

    /** Returns {@code 0, step, 2·step …}, at least {@code count} of them: {@code known} if that has them already. */
    public static int[] evenly(int[] known, int count, int step) {
        boolean has = known.length >= count && (count < 2 || known[1] == step);
        return has ? known : IntStream.range(0, count).map(k -> k * step).toArray();
    }
}
