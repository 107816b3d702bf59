package org.recurve.datasets.files;

import java.util.Arrays;

/**
 * Sequences whose steps are rows of an array, each sequence's in order: those of a table or of a ragged array one sequence
 * after another, those of a padded array with room behind each.
 *
 * @param rows numbers of a step, by row
 * @param starts where each sequence's first step is
 * @param lengths how many steps each has
 * @param width how many numbers a step has
 * @param room how many steps an example has room for
 */
record StepRows(ExampleReader rows, int[] starts, int[] lengths, int width, int room) implements ExampleReader {
    /** Returns where sequences begin that lie one after another. */
    static int[] startsOf(int[] lengths) {
        int[] starts = new int[lengths.length];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = Math.addExact(starts[i - 1], lengths[i - 1]);
        }
        return starts;
    }

    /** Returns how many steps the longest has. */
    static int longest(int[] lengths) {
        return Arrays.stream(lengths).max().orElse(0);
    }

    /** Leaves 0 past a sequence's end. */
    @Override
    public void read(int example, float[] into, int offset) {
        for (int step = 0; step < lengths[example]; step++) {
            rows.read(starts[example] + step, into, offset + step * width);
        }
        Arrays.fill(into, offset + lengths[example] * width, offset + room * width, 0);
    }
}
