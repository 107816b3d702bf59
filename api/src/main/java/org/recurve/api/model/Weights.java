package org.recurve.api.model;

import java.util.OptionalInt;

/**
 * A parameter to be initialised.
 *
 * @param shape its extents
 * @param fanIn how many inputs one unit sums
 * @param fanOut how many units one input reaches
 * @param transposed of a transposed convolution, whose weights are {@code [1, inputs, units / groups, window…]}, the number
 *     of its groups; empty if units stand before inputs
 */
public record Weights(Shape shape, int fanIn, int fanOut, OptionalInt transposed) {
    /** Weights whose units stand before their inputs. */
    public Weights(Shape shape, int fanIn, int fanOut) {
        this(shape, fanIn, fanOut, OptionalInt.empty());
    }
}
