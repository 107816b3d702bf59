package org.recurve.compute.trace.sequence;

import java.util.Optional;
import java.util.function.IntPredicate;
import org.recurve.api.model.Shape;

/**
 * Says where a sequence lies in the rows of a value: row {@code (o · positions + i) · inner + k} belongs to position {@code i}.
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

    /** Returns what exists in this sequence and in another that lies in the same rows. */
    public SequenceAxis and(SequenceAxis other) {
        return new SequenceAxis(length.and(other.length), outer, inner);
    }

    /** Returns where this sequence lies behind a reduction over some axes of a value of these extents; empty if over its own. */
    public Optional<SequenceAxis> reduced(Shape extents, IntPredicate gone) {
        int own = axis(extents);
        if (own < 0 || gone.test(own)) {
            return Optional.empty();
        }
        int before = 1;
        int behind = 1;
        for (int axis = 0; axis < extents.rank(); axis++) {
            before *= gone.test(axis) && axis < own ? extents.dim(axis) : 1;
            behind *= gone.test(axis) && axis > own ? extents.dim(axis) : 1;
        }
        return Optional.of(new SequenceAxis(length, outer / before, inner / behind));
    }

    public boolean sameRows(SequenceAxis other) {
        return outer == other.outer && inner == other.inner && positions() == other.positions();
    }
}
