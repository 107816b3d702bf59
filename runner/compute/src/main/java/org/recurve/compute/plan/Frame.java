package org.recurve.compute.plan;

/**
 * What a run works on.
 *
 * @param spaces the arrays, by {@link Space}
 * @param examples how many lanes count
 */
record Frame(float[][] spaces, int examples) {
    int blocks() {
        return Math.ceilDiv(examples, Slot.LANES);
    }

    float[] array(Slot slot) {
        return spaces[slot.space()];
    }
}
