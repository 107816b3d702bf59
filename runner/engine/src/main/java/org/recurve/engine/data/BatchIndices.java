package org.recurve.engine.data;

import java.util.stream.IntStream;

/**
 * Describes what one step reads.
 *
 * @param examples which examples of the split, as {@link SequenceChunking#data} counts them
 * @param sequences for each of them, its sequence's place in the group that was begun together; a sequence that has ended
 *     is missing
 * @param begins whether all sequences begin here, with nothing carried
 */
public record BatchIndices(int[] examples, int[] sequences, boolean begins) {
    /** Whole examples. */
    public static BatchIndices whole(int[] examples) {
        return new BatchIndices(examples, IntStream.range(0, examples.length).toArray(), true);
    }
}
