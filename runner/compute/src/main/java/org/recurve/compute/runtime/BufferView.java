package org.recurve.compute.runtime;

import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.kernel.contraction.BufferOffset;
import org.recurve.compute.kernel.elementwise.RowOperand;

/**
 * Says where a value lies: an example value as [block][row][lane], a shared one row by row.
 *
 * @param space which of the {@link ExecutionFrame}'s arrays
 * @param offset of its first float
 * @param blockStride floats from one block to the next; 0 for a shared value
 * @param stepStride floats from a loop's one step to the next, for one step of a stack; else 0
 */
public record BufferView(int space, int offset, int rows, int blockStride, int stepStride, boolean shared) {
    /** Returns a value of the examples, block close to block. */
    public static BufferView lanes(int space, int offset, int rows) {
        return new BufferView(space, offset, rows, rows * BlockLayout.LANES, 0, false);
    }

    public static BufferView shared(int space, int offset, int rows) {
        return new BufferView(space, offset, rows, 0, 0, true);
    }

    /** Returns one step of this stack, as the body of a loop sees it. */
    public BufferView step(int stepRows) {
        return new BufferView(space, offset, stepRows, blockStride, stepRows * BlockLayout.LANES, false);
    }

    public boolean isStep() {
        return stepStride > 0;
    }

    /** Floats in a row. */
    int width() {
        return shared ? 1 : BlockLayout.LANES;
    }

    /** Returns the first float of the first block. */
    int at(ExecutionFrame frame) {
        return offset + frame.step() * stepStride;
    }

    /** Returns the first float of a block. */
    public int at(ExecutionFrame frame, int block) {
        return at(frame) + block * blockStride;
    }

    BufferOffset span(ExecutionFrame frame) {
        return new BufferOffset(frame.array(this), at(frame), blockStride);
    }

    /** Returns where it lies, to be printed: {@code parameters@12[3]} is shared, {@code arena@64[3x16]} has lanes. */
    public String place() {
        return MemorySpace.NAMES.get(space) + "@" + offset + "[" + rows + (shared ? "" : "x" + BlockLayout.LANES)
                + (isStep() ? " each step]" : "]");
    }

    public RowOperand operand() {
        return shared ? RowOperand.shared(space, offset) : RowOperand.lanes(space, offset, blockStride, stepStride);
    }
}
