package org.recurve.compute.plan;

import org.recurve.compute.elementwise.Operand;

/**
 * Where a value lies: an example value as [block][row][16], a shared one row by row.
 *
 * @param space which of the {@link Frame}'s arrays
 * @param offset of its first float
 */
record Slot(int space, int offset, int rows, boolean shared) {
    static final int LANES = 16;

    /** Floats from one block to the next. */
    int blockStride() {
        return shared ? 0 : rows * LANES;
    }

    /** Floats in a row. */
    int width() {
        return shared ? 1 : LANES;
    }

    /** The first float of a block. */
    int at(int block) {
        return offset + block * blockStride();
    }

    Operand operand() {
        return shared ? Operand.shared(space, offset) : Operand.lanes(space, offset, blockStride());
    }
}
