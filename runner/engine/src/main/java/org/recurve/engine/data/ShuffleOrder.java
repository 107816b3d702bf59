package org.recurve.engine.data;

import java.util.Arrays;
import java.util.List;
import org.recurve.api.random.Stream;

/**
 * The order in which the training split is read: a permutation that is a pure function of (trial seed, epoch), so that
 * variants with one seed see the same examples in the same order.
 */
public record ShuffleOrder(Stream stream) {
    public static ShuffleOrder of(long seed) {
        return new ShuffleOrder(Stream.of(seed).in("order"));
    }

    /** Returns the examples' indices for one epoch of all examples, counted from 1. */
    public int[] epoch(int epoch, int examples) {
        return stream.in(epoch).permutation(examples);
    }

    /** Group after group, of {@code size} examples at most: an epoch goes on in the permutation where the last one ended. */
    public List<int[]> epoch(int epoch, int examples, int size, Batching batching) {
        int parts = Math.ceilDiv(examples, size);
        int[] pass = epoch((epoch - 1) / parts + 1, examples);
        int from = (epoch - 1) % parts * size;
        int[] part = Arrays.copyOfRange(pass, from, Math.min(from + size, examples));
        return batching.of(part, stream.in(epoch).in("groups"));
    }
}
