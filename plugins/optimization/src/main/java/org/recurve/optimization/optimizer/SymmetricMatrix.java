package org.recurve.optimization.optimizer;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;

/** A symmetric matrix in double, row-major. */
record SymmetricMatrix(int order, double[] elements) {
    /** Says what a diagonal that is not positive enough is raised to at first, of the largest element of the diagonal. */
    private static final double LEAST = 1e-6;

    /** Refuses parameters that are too many for a matrix of each with each. */
    static void check(String optimizer, Vector theta, int most) {
        if (theta.size() > most) {
            throw new InvalidSetting("train.optimizer: " + optimizer + " forms a matrix of " + theta.size() + " x "
                    + theta.size()
                    + " numbers, one for each pair of parameters, and takes as many products a step; it is"
                    + " held to " + most + " parameters. Take hessian-free or l-bfgs, which form none, or raise"
                    + " most-parameters");
        }
    }

    /** Returns the matrix that gives these products, from one with each unit vector; where rounding left it uneven, the mean. */
    static SymmetricMatrix of(Vector like, UnaryOperator<Vector> product) {
        int order = like.size();
        double[] elements = new double[order * order];
        for (int j = 0; j < order; j++) {
            float[] unit = new float[order];
            unit[j] = 1;
            float[] column = product.apply(like.of(unit)).toArray();
            for (int i = 0; i < order; i++) {
                elements[i * order + j] += column[i] / 2.0;
                elements[j * order + i] += column[i] / 2.0;
            }
        }
        return new SymmetricMatrix(order, elements);
    }

    /** Returns a step to where the gradient would be 0 if the curvature were the same everywhere, as far as the loss falls enough. */
    static <S extends Record> Move<S> descend(UnaryOperator<Vector> curvature, Objective at, S state) {
        return descend(of(at.theta(), curvature).solve(at.gradient().negate(), 0), at, state);
    }

    /** Returns a step along a solution, as far as the loss falls enough. */
    static <S extends Record> Move<S> descend(Solution solution, Objective at, S state) {
        Objective judge = at.on(Role.EVALUATION);
        double slope = at.gradient().dot(solution.x());
        double length = Backtracking.length(judge, solution.x(), slope);
        Vector theta = length == 0 ? at.theta() : at.theta().plus(solution.x().times(length));
        return new Move<>(theta, state).watching("step-length", length).watching("shift", solution.shift());
    }

    /** A solution, and what was added to the diagonal to find it. */
    record Solution(Vector x, double shift) {}

    /**
     * Solves {@code (A + τ I) x = b}.
     *
     * @param damping {@code τ}, which is doubled until the matrix is positive definite (Nocedal and Wright 2006, algorithm 3.3)
     */
    Solution solve(Vector b, double damping) {
        double largest = 0;
        for (int i = 0; i < order; i++) {
            largest = Math.max(largest, Math.abs(elements[i * order + i]));
        }
        double shift = damping;
        while (true) {
            Optional<double[]> factor = cholesky(shift);
            if (factor.isPresent()) {
                return new Solution(substituted(factor.get(), b), shift);
            }
            if (!Double.isFinite(shift)) {
                return new Solution(b.zeros(), shift);
            }
            shift = Math.max(2 * shift, Math.max(LEAST * largest, Double.MIN_NORMAL));
        }
    }

    /** {@code L} with {@code L Lᵀ = A + shift I}; empty if that is not positive definite, as far as floats can say. */
    private Optional<double[]> cholesky(double shift) {
        double[] l = new double[order * order];
        for (int j = 0; j < order; j++) {
            double pivot = elements[j * order + j] + shift;
            double enough = LEAST * pivot;
            for (int k = 0; k < j; k++) {
                pivot -= l[j * order + k] * l[j * order + k];
            }
            if (!(pivot > 0) || pivot < enough) {
                return Optional.empty();
            }
            l[j * order + j] = StrictMath.sqrt(pivot);
            for (int i = j + 1; i < order; i++) {
                double sum = elements[i * order + j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i * order + k] * l[j * order + k];
                }
                l[i * order + j] = sum / l[j * order + j];
            }
        }
        return Optional.of(l);
    }

    private Vector substituted(double[] l, Vector b) {
        float[] right = b.toArray();
        double[] x = new double[order];
        for (int i = 0; i < order; i++) {
            double sum = right[i];
            for (int k = 0; k < i; k++) {
                sum -= l[i * order + k] * x[k];
            }
            x[i] = sum / l[i * order + i];
        }
        for (int i = order - 1; i >= 0; i--) {
            double sum = x[i];
            for (int k = i + 1; k < order; k++) {
                sum -= l[k * order + i] * x[k];
            }
            x[i] = sum / l[i * order + i];
            right[i] = (float) x[i];
        }
        return b.of(right);
    }
}
