package org.recurve.compute.plan;

import org.recurve.compute.elementwise.Operand;
import org.recurve.compute.link.Span;

/**
 * Where a value lies: an example value as [block][row][16], a shared one row by row.
 *
 * @param space which of the {@link Frame}'s arrays
 * @param offset of its first float
 * @param blockStride floats from one block to the next; 0 for a shared value
 * @param stepStride floats from a loop's one step to the next, for one step of a stack; else 0
 */
record Slot(int space, int offset, int rows, int blockStride, int stepStride, boolean shared) {
    static final int LANES = 16;

    /** A value of the examples, block close to block. */
    static Slot lanes(int space, int offset, int rows) {
        return new Slot(space, offset, rows, rows * LANES, 0, false);
    }

    static Slot shared(int space, int offset, int rows) {
        return new Slot(space, offset, rows, 0, 0, true);
    }

    /** One step of this stack, as the body of a loop sees it. */
    Slot step(int stepRows) {
        return new Slot(space, offset, stepRows, blockStride, stepRows * LANES, false);
    }

    boolean isStep() {
        return stepStride > 0;
    }

    /** Floats in a row. */
    int width() {
        return shared ? 1 : LANES;
    }

    /** The first float of the first block. */
    int at(Frame frame) {
        return offset + frame.step() * stepStride;
    }

    /** The first float of a block. */
    int at(Frame frame, int block) {
        return at(frame) + block * blockStride;
    }

    Span span(Frame frame) {
        return new Span(frame.array(this), at(frame), blockStride);
    }

    Operand operand() {
        return shared ? Operand.shared(space, offset) : Operand.lanes(space, offset, blockStride, stepStride);
    }
}
