package org.recurve.api.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Vector;

class HessianFreeTest {
    /** Rosenbrock's valley as the squared residuals {@code 10 (y − x²)} and {@code 1 − x}, halved. */
    private record Valley(Vector theta) implements Objective {
        private double x() {
            return ((Numbers) theta).elements()[0];
        }

        private double[] residuals() {
            double y = ((Numbers) theta).elements()[1];
            return new double[] {10 * (y - x() * x()), 1 - x()};
        }

        @Override
        public double loss() {
            double[] r = residuals();
            return (r[0] * r[0] + r[1] * r[1]) / 2;
        }

        @Override
        public Vector gradient() {
            double[] r = residuals();
            return transposed(r[0], r[1]);
        }

        /** {@code Jᵀ r} with the rows (−20x, 10) and (−1, 0). */
        private Vector transposed(double r0, double r1) {
            return new Numbers(-20 * x() * r0 - r1, 10 * r0);
        }

        @Override
        public Vector gaussNewton(Vector v) {
            double[] d = ((Numbers) v).elements();
            return transposed(-20 * x() * d[0] + 10 * d[1], -d[0]);
        }

        @Override
        public Vector gaussNewton(Vector v, double structure) {
            return gaussNewton(v);
        }

        @Override
        public Vector squaredGradients() {
            throw new UnsupportedOperationException("this form uses no preconditioner");
        }

        @Override
        public Vector hessian(Vector v) {
            throw new UnsupportedOperationException("Hessian-free asks for Gauss-Newton products only");
        }

        @Override
        public Objective at(Vector elsewhere) {
            return new Valley(elsewhere);
        }

        @Override
        public Objective on(Role role) {
            return this;
        }

        @Override
        public Progress progress() {
            return new Progress(0, 0, 1, 1);
        }
    }

    @Test
    void walksAlongACurvedValley() {
        HessianFree optimizer = new HessianFree();
        HessianFree.Config config = new HessianFree.Config(1, 20, 1e-6);
        Vector theta = new Numbers(-1.2, 1);
        HessianFree.State state = optimizer.start(config, theta);
        double loss = new Valley(theta).loss();
        for (int step = 0; step < 60; step++) {
            Move<HessianFree.State> move = optimizer.step(config, state, new Valley(theta));
            theta = move.theta();
            state = move.state();
            double next = new Valley(theta).loss();
            assertTrue(next <= loss, "the line search never lets the loss rise");
            loss = next;
        }
        assertEquals(1, ((Numbers) theta).elements()[0], 1e-3);
        assertEquals(1, ((Numbers) theta).elements()[1], 1e-3);
    }
}
