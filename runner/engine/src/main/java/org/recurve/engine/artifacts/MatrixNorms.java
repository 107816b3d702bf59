package org.recurve.engine.artifacts;

import java.util.Arrays;

/** Norms of matrices. */
final class MatrixNorms {
    private static final int ITERATIONS = 500;

    private MatrixNorms() {}

    /** Returns the largest singular value of a matrix [rows, columns], by power iteration on {@code AᵀA}. */
    static double spectral(float[] matrix, int rows) {
        int columns = matrix.length / rows;
        double[] direction = new double[columns];
        Arrays.setAll(direction, i -> 1 + 1.0 / (i + 1)); // orthogonal to no eigenvector by accident of symmetry
        double largest = 0;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double length = length(direction);
            double[] image = new double[rows];
            double[] back = new double[columns];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    image[i] += matrix[i * columns + j] * direction[j] / length;
                }
            }
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    back[j] += matrix[i * columns + j] * image[i];
                }
            }
            largest = length(image);
            if (largest == 0) {
                return 0;
            }
            direction = back;
        }
        return largest;
    }

    private static double length(double[] vector) {
        return StrictMath.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
    }
}
