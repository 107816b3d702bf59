package org.recurve.api.model;

import java.util.List;

/**
 * A place in the output of a convolution.
 *
 * @param index the place along each spatial axis, from 0
 * @param extents the output's spatial extents
 * @param window the window's size along each axis
 */
public record Position(List<Integer> index, List<Integer> extents, List<Integer> window) {
    public Position {
        index = List.copyOf(index);
        extents = List.copyOf(extents);
        window = List.copyOf(window);
    }

    /** Returns the place counted row by row. */
    public int linear() {
        int linear = 0;
        for (int axis = 0; axis < index.size(); axis++) {
            linear = linear * extents.get(axis) + index.get(axis);
        }
        return linear;
    }
}
