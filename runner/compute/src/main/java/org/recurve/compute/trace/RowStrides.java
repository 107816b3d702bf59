package org.recurve.compute.trace;

import org.recurve.api.model.Shape;

/** Row-major places in a shape. */
final class RowStrides {
    private RowStrides() {}

    static int[] of(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.dim(axis);
        }
        return strides;
    }

    static int[] index(Shape shape, int row) {
        int[] index = new int[shape.rank()];
        int rest = row;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return index;
    }
}
