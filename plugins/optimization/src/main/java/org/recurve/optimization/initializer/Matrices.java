package org.recurve.optimization.initializer;

import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;

/**
 * A parameter as matrices, one a bank: [banks, units, inputs, window…] has a row for each unit, and there a column for
 * each input and tap. [units, inputs] is one matrix, and a vector is one row.
 *
 * @param taps columns of one input
 */
record Matrices(int count, int rows, int columns, int taps) {
    static Matrices of(Weights weights) {
        Shape shape = weights.shape();
        return switch (shape.rank()) {
            case 0, 1 -> new Matrices(1, 1, shape.size(), 1);
            case 2 -> new Matrices(1, shape.dim(0), shape.dim(1), 1);
            default -> {
                int units = shape.dim(0) * shape.dim(1);
                int taps = shape.slice(3, shape.rank()).size();
                yield new Matrices(shape.dim(0), shape.dim(1), shape.size() / units, taps);
            }
        };
    }

    int size() {
        return count * rows * columns;
    }
}
