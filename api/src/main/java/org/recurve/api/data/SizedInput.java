package org.recurve.api.data;

import org.recurve.api.model.Shape;

/**
 * An input of a file that was brought to a trained model.
 *
 * @param shape that of the field, or the same in another size
 * @param values row-major
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record SizedInput(Shape shape, float[] values) {}
