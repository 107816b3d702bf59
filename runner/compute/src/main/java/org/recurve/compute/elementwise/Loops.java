package org.recurve.compute.elementwise;

/** The inner loops of a {@link ChainKernel}: one function over a strip, and the gathering of rows into a strip. */
sealed interface Loops permits ScalarLoops, VectorLoops {
    /** The faster form on this hardware. */
    static Loops of(Hardware hardware) {
        return hardware.vector() ? new VectorLoops() : new ScalarLoops();
    }

    /** {@code to[at + i] = function(a[ao + i], b[bo + i], c[co + i])} for i below n; {@code to} may be an operand. */
    void apply(Function function, float[] a, int ao, float[] b, int bo, float[] c, int co, float[] to, int at, int n);

    /** Copies 16 lanes of each of the rows that {@code map[row]} onwards names, +0 for −1. */
    void gather(float[] from, int offset, int[] map, int row, int rows, float[] to, int at);

    /** Writes 16 times each of the floats at {@code offset} onwards. */
    void spread(float[] from, int offset, int rows, float[] to, int at);

    /** Writes 16 times each of the floats that {@code map[row]} onwards names, +0 for −1. */
    void spread(float[] from, int offset, int[] map, int row, int rows, float[] to, int at);
}
