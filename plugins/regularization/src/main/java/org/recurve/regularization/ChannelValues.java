package org.recurve.regularization;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;

/**
 * A number for each channel of an input [channels, extents…].
 *
 * @param aligned the channels' extent followed by ones, so that the number is repeated over the positions
 */
record ChannelValues(Shape aligned) {
    static ChannelValues first(Shape input) {
        int[] dims = input.toArray();
        Arrays.fill(dims, 1, dims.length, 1);
        return new ChannelValues(Shape.of(dims));
    }

    /** [channels]: the mean over the examples of a batch and the positions that each of them truly has. */
    Value batchMean(Scope scope, Value x) {
        int rank = aligned.rank();
        if (rank == 1) {
            return x.batchMean();
        }
        int[] positions = IntStream.range(1, rank).toArray();
        Optional<Value> counts = scope.trueLength(x)
                .filter(length -> length.axis() > 0)
                .map(length -> length.count().times(others(x.shape(), length.axis())));
        return counts.map(count -> x.sum(positions).batchMean().dividedBy(count.batchMean()))
                .orElseGet(() -> x.mean(positions).batchMean());
    }

    /** Returns how many elements of a channel an example truly has; a scalar. */
    Value elements(Scope scope, Value x) {
        return scope.trueLength(x)
                .filter(length -> length.axis() > 0)
                .map(length -> length.count().times(others(x.shape(), length.axis())))
                .orElseGet(() ->
                        scope.constant((double) x.shape().size() / x.shape().dim(0)));
    }

    /** Returns how many elements of a channel share a place along an axis. */
    private static int others(Shape shape, int axis) {
        return shape.size() / shape.dim(0) / shape.dim(axis);
    }

    /** Returns a value [channels] in a form that is repeated over the positions. */
    Value spread(Value perChannel) {
        return perChannel.reshape(aligned.toArray());
    }
}
