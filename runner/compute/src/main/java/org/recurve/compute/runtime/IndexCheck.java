package org.recurve.compute.runtime;

import org.recurve.compute.arithmetic.BlockLayout;

/** Reads a switch that the data decide, so that a class or word that does not exist is an error and never a stray read. */
final class IndexCheck {
    private IndexCheck() {}

    static int checked(ExecutionFrame frame, BufferView choice, int block, int row, int lane, int size) {
        float chosen = choice.shared()
                ? frame.array(choice)[choice.offset() + row]
                : frame.array(choice)[choice.at(frame, block) + row * BlockLayout.LANES + lane];
        int k = (int) chosen;
        if (k != chosen || k < 0 || k >= size) {
            throw new IndexOutOfBoundsException("an index of " + chosen + " chooses among 0 … " + (size - 1)
                    + "; check the classes of the data against the model's output");
        }
        return k;
    }
}
