package org.recurve.optimization.initializer;

/** A square matrix in double, row-major. */
record SquareMatrix(int order, double[] elements) {
    /** Squarings after which Gelfand's limit is near enough: the error falls as {@code 2^−k log order}. */
    private static final int SQUARINGS = 24;

    static SquareMatrix of(float[] values, int from, int order) {
        double[] elements = new double[order * order];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = values[from + i];
        }
        return new SquareMatrix(order, elements);
    }

    /**
     * Returns the largest absolute value of an eigenvalue, by Gelfand's formula {@code lim ‖Aᵐ‖^(1/m)} over {@code m = 2ᵏ}, which
     * unlike power iteration also holds where a complex pair is the largest. Relative error about 10⁻⁶.
     */
    double spectralRadius() {
        SquareMatrix power = this;
        double logarithm = 0;
        double exponent = 1;
        for (int k = 0; k <= SQUARINGS; k++) {
            double norm = power.norm();
            if (norm == 0) {
                return 0;
            }
            logarithm += StrictMath.log(norm) * exponent;
            exponent /= 2;
            SquareMatrix unit = power.times(1 / norm);
            power = unit.times(unit);
        }
        return StrictMath.exp(logarithm);
    }

    private double norm() {
        double sum = 0;
        for (double element : elements) {
            sum += element * element;
        }
        return StrictMath.sqrt(sum);
    }

    private SquareMatrix times(double factor) {
        double[] scaled = new double[elements.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = factor * elements[i];
        }
        return new SquareMatrix(order, scaled);
    }

    private SquareMatrix times(SquareMatrix other) {
        double[] product = new double[elements.length];
        for (int i = 0; i < order; i++) {
            for (int k = 0; k < order; k++) {
                double factor = elements[i * order + k];
                for (int j = 0; j < order; j++) {
                    product[i * order + j] += factor * other.elements[k * order + j];
                }
            }
        }
        return new SquareMatrix(order, product);
    }
}
