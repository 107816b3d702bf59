package org.recurve.compute.trace.sequence;

import org.recurve.api.model.Shape;

/**
 * Where a sequence lies in the rows of a value: row {@code (o · positions + i) · inner + k} belongs to position {@code i}.
 *
 * @param length which positions exist
 * @param outer how many times the sequence is repeated
 * @param inner rows of one position
 */
public record SequenceAxis(TracedLength length, int outer, int inner) {
    /** Returns a sequence along one axis of a value of these extents. */
    public static SequenceAxis along(Shape extents, int axis, TracedLength length) {
        return new SequenceAxis(
                length,
                extents.slice(0, axis).size(),
                extents.slice(axis + 1, extents.rank()).size());
    }

    public int positions() {
        return length.positions();
    }

    public int rows() {
        return outer * positions() * inner;
    }

    public int position(int row) {
        return row / inner % positions();
    }

    /** Returns the axis of a value of these extents along which the sequence lies; −1 if it lies along none. */
    public int axis(Shape extents) {
        int before = 1;
        for (int axis = 0; axis < extents.rank(); axis++) {
            if (before == outer && extents.dim(axis) == positions()) {
                return axis;
            }
            before *= extents.dim(axis);
        }
        return -1;
    }

    public boolean sameRows(SequenceAxis other) {
        return outer == other.outer && inner == other.inner && positions() == other.positions();
    }
}
