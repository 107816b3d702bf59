package org.recurve.compute.runtime;

import org.recurve.compute.arithmetic.BlockLayout;

/**
 * Describes what a run works on.
 *
 * @param spaces the arrays, by {@link MemorySpace}
 * @param examples how many lanes count
 * @param step which step a loop is at; 0 outside
 */
public record ExecutionFrame(float[][] spaces, int examples, int step) {
    public ExecutionFrame(float[][] spaces, int examples) {
        this(spaces, examples, 0);
    }

    /** Returns the same at a step of a loop. */
    ExecutionFrame at(int loopStep) {
        return new ExecutionFrame(spaces, examples, loopStep);
    }

    public int blocks() {
        return Math.ceilDiv(examples, BlockLayout.LANES);
    }

    float[] array(BufferView view) {
        return spaces[view.space()];
    }
}
