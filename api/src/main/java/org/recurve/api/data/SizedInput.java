package org.recurve.api.data;

import org.recurve.api.model.Shape;

/**
 * An input of a file that was brought to a trained model.
 *
 * @param shape that of the field, or the same in another size
 * @param values row-major, as many as the shape has
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record SizedInput(Shape shape, float[] values) {
    /** Holds values to the shape: others end in {@link IllegalArgumentException}. */
    public SizedInput {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "an input of shape " + shape + " was given " + values.length + " values");
        }
    }
}
