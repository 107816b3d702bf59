package org.recurve.compute.plan;

/**
 * What a run works on.
 *
 * @param spaces the arrays, by {@link Space}
 * @param examples how many lanes count
 * @param step which step a loop is at; 0 outside
 */
record Frame(float[][] spaces, int examples, int step) {
    Frame(float[][] spaces, int examples) {
        this(spaces, examples, 0);
    }

    /** The same at a step of a loop. */
    Frame at(int loopStep) {
        return new Frame(spaces, examples, loopStep);
    }

    int blocks() {
        return Math.ceilDiv(examples, Slot.LANES);
    }

    float[] array(Slot slot) {
        return spaces[slot.space()];
    }
}
