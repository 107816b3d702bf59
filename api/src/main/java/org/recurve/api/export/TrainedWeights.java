package org.recurve.api.export;

import java.util.List;
import java.util.Map;
import org.recurve.api.model.Shape;

/**
 * Describes what a trial learnt: its parameters and buffers at the epoch that counts.
 *
 * @param tensors with different names
 * @param about what tells them from those of other trials, such as {@code trial} and {@code digest}
 */
public record TrainedWeights(List<Tensor> tensors, Map<String, String> about) {
    public TrainedWeights {
        tensors = List.copyOf(tensors);
        about = Map.copyOf(about);
    }

    /**
     * Numbers in a shape.
     *
     * @param name {@code conv1.w}
     * @param values in row-major order: the last axis runs fastest
     */
    @SuppressWarnings("ArrayRecordComponent") // as large as the model; nobody compares two of them by equals
    public record Tensor(String name, Shape shape, float[] values) {
        public Tensor {
            if (values.length != shape.size()) {
                throw new IllegalArgumentException(
                        name + " has " + values.length + " values in the shape " + shape + " of " + shape.size());
            }
        }
    }
}
