package org.recurve.engine.data;

import java.util.List;
import org.recurve.api.random.Stream;

/**
 * The order in which the training split is read: a permutation that is a pure function of (trial seed, epoch), so that
 * variants with one seed see the same examples in the same order.
 */
public record Order(Stream stream) {
    public static Order of(long seed) {
        return new Order(Stream.of(seed).in("order"));
    }

    /** The examples' indices for one epoch, counted from 1. */
    public int[] epoch(int epoch, int examples) {
        return stream.in(epoch).permutation(examples);
    }

    /** The same, group after group. */
    public List<int[]> epoch(int epoch, int examples, Groups groups) {
        return groups.of(epoch(epoch, examples), stream.in(epoch).in("groups"));
    }
}
