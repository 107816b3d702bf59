package org.recurve.regularization;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;

/**
 * One number for each channel of an input [channels, extents…].
 *
 * @param aligned the channels' extent followed by ones, so that the number is repeated over the positions
 */
record Channels(Shape aligned) {
    static Channels first(Shape input) {
        int[] dims = input.toArray();
        Arrays.fill(dims, 1, dims.length, 1);
        return new Channels(Shape.of(dims));
    }

    /** [channels]: the mean over the positions. */
    Value mean(Value x) {
        int rank = aligned.rank();
        return rank == 1 ? x : x.mean(IntStream.range(1, rank).toArray());
    }

    /** A value [channels] in a form that is repeated over the positions. */
    Value spread(Value perChannel) {
        return perChannel.reshape(aligned.toArray());
    }
}
