package org.recurve.optimization.optimizer;

import java.util.List;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;

/**
 * The sum of squared residuals, {@code ½ ‖r(θ)‖²}, with everything worked out in double from {@code r} and its Jacobian.
 *
 * @param residuals what is to become 0, and by what it changes
 */
record Valley(Residuals residuals, Vector theta) implements Objective {
    /** Residuals at a point. */
    interface Residuals {
        double[] at(double[] theta);

        /** By residual, then by parameter. */
        double[][] jacobian(double[] theta);

        /** {@code Σ rᵢ ∇²rᵢ v}: what the residuals' own curvature adds. */
        default double[] bent(double[] theta, double[] v, double[] r) {
            return new double[v.length];
        }
    }

    /** {@code (10 (y − x²), 1 − x)}: half of Rosenbrock's function, least at (1, 1). */
    static final Residuals ROSENBROCK = new Residuals() {
        @Override
        public double[] at(double[] t) {
            return new double[] {10 * (t[1] - t[0] * t[0]), 1 - t[0]};
        }

        @Override
        public double[][] jacobian(double[] t) {
            return new double[][] {{-20 * t[0], 10}, {-1, 0}};
        }

        @Override
        public double[] bent(double[] t, double[] v, double[] r) {
            return new double[] {-20 * r[0] * v[0], 0};
        }
    };

    /** {@code A θ − b}. */
    static Residuals linear(double[][] matrix, double[] b) {
        return new Residuals() {
            @Override
            public double[] at(double[] theta) {
                double[] residuals = times(matrix, theta);
                for (int i = 0; i < b.length; i++) {
                    residuals[i] -= b[i];
                }
                return residuals;
            }

            @Override
            public double[][] jacobian(double[] theta) {
                return matrix;
            }
        };
    }

    static Vector vector(double... elements) {
        float[] floats = new float[elements.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) elements[i];
        }
        return VectorFactory.of(List.of(new Segment("theta", Shape.of(floats.length), 0)), floats);
    }

    static double[] doubles(Vector vector) {
        float[] floats = vector.toArray();
        double[] elements = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            elements[i] = floats[i];
        }
        return elements;
    }

    static double[] times(double[][] matrix, double[] v) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < v.length; j++) {
                product[i] += matrix[i][j] * v[j];
            }
        }
        return product;
    }

    private static double[] transposed(double[][] matrix, double[] v) {
        double[] product = new double[matrix[0].length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < product.length; j++) {
                product[j] += matrix[i][j] * v[i];
            }
        }
        return product;
    }

    @Override
    public Progress progress() {
        return new Progress(0, 0, 1, 1);
    }

    @Override
    public double loss() {
        double sum = 0;
        for (double r : residuals.at(doubles(theta))) {
            sum += r * r / 2;
        }
        return sum;
    }

    @Override
    public Vector gradient() {
        double[] here = doubles(theta);
        return vector(transposed(residuals.jacobian(here), residuals.at(here)));
    }

    @Override
    public Vector gaussNewton(Vector v) {
        double[][] jacobian = residuals.jacobian(doubles(theta));
        return vector(transposed(jacobian, times(jacobian, doubles(v))));
    }

    @Override
    public Vector gaussNewton(Vector v, double structure) {
        return gaussNewton(v);
    }

    /** Each residual being an example's, times their number so that their mean is the gradient. */
    @Override
    public Vector squaredGradients() {
        double[] here = doubles(theta);
        double[] r = residuals.at(here);
        double[][] jacobian = residuals.jacobian(here);
        double[] squares = new double[here.length];
        for (int i = 0; i < r.length; i++) {
            for (int j = 0; j < squares.length; j++) {
                squares[j] += r.length * r[i] * jacobian[i][j] * r[i] * jacobian[i][j];
            }
        }
        return vector(squares);
    }

    @Override
    public Vector hessian(Vector v) {
        double[] along = doubles(v);
        double[] here = doubles(theta);
        double[] bent = residuals.bent(here, along, residuals.at(here));
        double[][] jacobian = residuals.jacobian(here);
        double[] product = transposed(jacobian, times(jacobian, along));
        for (int i = 0; i < product.length; i++) {
            product[i] += bent[i];
        }
        return vector(product);
    }

    @Override
    public Objective at(Vector elsewhere) {
        return new Valley(residuals, elsewhere);
    }

    @Override
    public Objective on(Role role) {
        return this;
    }
}
