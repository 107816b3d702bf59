package org.recurve.compute.kernel.contraction;

import org.recurve.compute.arithmetic.BlockLayout;

/**
 * Says where a value begins. An example value lies as [block][row][16]: 16 examples to a block, the last block padded. A shared
 * value lies row-major, an element a float.
 *
 * @param pitch floats from one block to the next; 0 for a shared value
 */
public record BufferOffset(float[] array, int at, int pitch) {
    /** Returns a value that all examples share. */
    public static BufferOffset shared(float[] array, int at) {
        return new BufferOffset(array, at, 0);
    }

    /** Returns a value of the examples, block close to block. */
    public static BufferOffset lanes(float[] array, int at, int rows) {
        return new BufferOffset(array, at, rows * BlockLayout.LANES);
    }

    /** Returns where a block begins. */
    int at(int block) {
        return at + block * pitch;
    }
}
