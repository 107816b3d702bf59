package org.recurve.compute.link;

/**
 * Where a value begins. An example value lies as [block][row][16]: 16 examples to a block, the last block padded. A shared
 * value lies row-major, an element a float.
 *
 * @param pitch floats from one block to the next; 0 for a shared value
 */
public record Span(float[] array, int at, int pitch) {
    /** A value that all examples share. */
    public static Span shared(float[] array, int at) {
        return new Span(array, at, 0);
    }

    /** A value of the examples, block close to block. */
    public static Span lanes(float[] array, int at, int rows) {
        return new Span(array, at, rows * Layout.LANES);
    }

    /** Where a block begins. */
    int at(int block) {
        return at + block * pitch;
    }
}
