package org.recurve.compute.trace;

import org.recurve.api.model.Shape;

/** Draws for the elements of a sequence, numbered position after position: longer room leaves the numbers of the first alone. */
final class RandomTracing {
    private RandomTracing() {}

    /** Returns whether draws have a sequence where another value has one: along an axis of the shape, with as much room. */
    static boolean fits(TracedValue drawn, TracedValue like) {
        int axis = like.sequenceAxis() - like.mapped().rank();
        return axis >= 0
                && like.shape().rank() == drawn.shape().rank()
                && like.shape().dim(axis) == drawn.shape().dim(axis);
    }

    /**
     * Returns the draws as elements of a sequence.
     *
     * @param drawn the draws in the order of their numbers
     * @param like says along which axis positions lie, and which of them exist
     */
    static TracedValue along(TracedValue drawn, TracedValue like) {
        int axis = like.sequenceAxis() - like.mapped().rank();
        Shape shape = drawn.shape();
        int[] order = MovementTracing.front(shape.rank(), axis);
        Shape numbered = Shape.of(java.util.Arrays.stream(order).map(shape::dim).toArray());
        TracedValue flat = new TracedValue(drawn.context(), drawn.node(), drawn.mapped(), numbered);
        return MovementTracing.transpose(flat, order)
                .along(axis, like.sequence().orElseThrow().length());
    }
}
