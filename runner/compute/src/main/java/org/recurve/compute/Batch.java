package org.recurve.compute;

import java.util.Map;

/**
 * Some examples, as a data set gives them.
 *
 * @param examples how many; at least 1
 * @param fields each field's elements, example after example, row-major; arrays may be longer than needed
 * @param ids each example's id, which keys its random draws
 * @param training whether the model runs in training mode
 * @param step keys the random draws of a training step
 */
public record Batch(int examples, Map<String, float[]> fields, long[] ids, boolean training, long step) {
    /** The first examples of this batch. */
    Batch first(int count) {
        return new Batch(count, fields, ids, training, step);
    }
}
