package org.recurve.compute.kernel.contraction;

import org.recurve.compute.arithmetic.BlockLayout;

/**
 * Tells how many repetitions of a contraction a block of examples has, where examples differ in it, as sequences do in their steps.
 *
 * @param length for each example, how many of {@code most}; an example value of one row
 * @param most the number of those that share an end; a geometry has so many repetitions, or a multiple
 */
public record ActiveSteps(BufferOffset length, int most) {
    private static final BufferOffset NONE = BufferOffset.shared(new float[0], 0);

    /** No masking: every example has all steps. */
    public static final ActiveSteps LAST = new ActiveSteps(NONE, 1);

    /** Returns whether all examples have all repetitions. */
    public boolean isLast() {
        return length == NONE;
    }

    /** Returns how many the longest example of a block has; one at least, so that there is one that others can be like. */
    public int of(int block) {
        float longest = 1;
        for (int lane = 0; lane < BlockLayout.LANES; lane++) {
            float here = length.array()[length.at(block) + lane];
            longest = here > longest ? here : longest;
        }
        return longest >= most ? most : (int) Math.ceil(longest);
    }

    /** Returns the share of {@code all}, which lie repetition after repetition, that a block has. */
    int of(int block, int all) {
        return isLast() ? all : all / most * of(block);
    }
}
