package org.recurve.compute.kernel.gather;

/**
 * The arithmetic of movement and choice. Values are rows of {@code width} floats: the 16 lanes of a block, or 1 where a value
 * is shared by all examples. Implementations agree in every bit.
 */
public interface GatherKernel {
    /** Each row the sum of its listed rows, ascending, the first taken as it is; +0 where none is listed. */
    void sum(IndexLists lists, float[] x, int xAt, float[] out, int outAt, int from, int to, int width);

    /**
     * Goes on with the sum of a row of 16 lanes by {@code rows} more terms, ascending.
     *
     * @param begins whether the first of them is taken as it is, instead of being added to what is in {@code out}
     */
    void sumOn(float[] x, int xAt, int rows, float[] out, int outAt, boolean begins);

    /** Adds rows of 16 lanes to those of {@code sums}, where -0 counts as +0. */
    void add(float[] x, int xAt, int rows, float[] sums, int sumsAt);

    /**
     * Adds the first {@code lanes} lanes of rows of 16 to those of {@code sums}, where -0 counts as +0, then the lanes of each row as a
     * tree. Both are used up.
     *
     * @param begins whether all of {@code sums} count as +0, whatever they are
     */
    void addLanes(
            float[] sums, int sumsAt, boolean begins, float[] x, int xAt, int rows, int lanes, float[] out, int outAt);

    /** Each row the largest of its listed rows, and in {@code choice} which it was: the first if tied, a NaN before all. */
    void largest(
            IndexLists lists,
            float[] x,
            int xAt,
            float[] out,
            int outAt,
            float[] choice,
            int choiceAt,
            int from,
            int to,
            int width);

    /**
     * The transpose of choosing: row j of the result is, from +0 on, the sum of the rows of y that list j, ascending, where
     * their choice is j.
     */
    void place(
            IndexLists.TransposedLists lists,
            float[] y,
            int yAt,
            float[] choice,
            int choiceAt,
            float[] out,
            int outAt,
            int from,
            int to,
            int width);

    /** The sums over the first {@code examples} lanes of the blocks, 16 partial sums each, then a tree. */
    void batchSum(float[] x, int xAt, int blockStride, int examples, float[] out, int outAt, int from, int to);
}
