package org.recurve.compute.session;

import java.util.Map;
import java.util.Optional;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Vector;

/**
 * Some examples, as a data set gives them.
 *
 * @param examples how many; at least 1
 * @param fields each field's elements, example after example, row-major; arrays may be longer than needed
 * @param ids each example's id, which keys its random draws
 * @param training whether the model runs in training mode
 * @param step keys the random draws of a training step
 * @param chunk given if the examples are chunks of sequences
 * @param size the shapes of the fields that all examples of this batch have otherwise than the program's; mostly none
 */
public record Batch(
        int examples,
        Map<String, float[]> fields,
        long[] ids,
        boolean training,
        long step,
        Optional<CarriedChunk> chunk,
        Map<String, Shape> size) {
    public Batch {
        size = Map.copyOf(size);
    }

    /** Examples of the program's own size. */
    public Batch(
            int examples,
            Map<String, float[]> fields,
            long[] ids,
            boolean training,
            long step,
            Optional<CarriedChunk> chunk) {
        this(examples, fields, ids, training, step, chunk, Map.of());
    }

    /** Whole examples of the program's own size. */
    public Batch(int examples, Map<String, float[]> fields, long[] ids, boolean training, long step) {
        this(examples, fields, ids, training, step, Optional.empty());
    }

    /**
     * Says where chunks go on from.
     *
     * @param carried what the sequences left behind so far, as {@link org.recurve.compute.program.Program#carried} lays it out
     * @param sequences which of those sequences each example is a chunk of
     */
    public record CarriedChunk(Vector carried, int[] sequences) {}

    /** Returns the first examples of this batch. */
    public Batch first(int count) {
        return new Batch(count, fields, ids, training, step, chunk, size);
    }
}
