package org.recurve.optimization.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Vector;
import org.recurve.optimization.optimizer.ConjugateGradients.Iterate;
import org.recurve.testkit.Contract;

class HessianFreeTest {
    private static final HessianFree HESSIAN_FREE = new HessianFree();
    private static final double[][] SYMMETRIC = {{4, 1, 0}, {1, 3, -1}, {0, -1, 2}};

    private static Vector product(Vector v) {
        return Valley.vector(Valley.times(SYMMETRIC, Valley.doubles(v)));
    }

    /** {@code A (1, 2, 3) = (6, 4, 4)}, and {@code φ = ½ gᵀd = −13} at the minimum. */
    @Test
    void conjugateGradientsSolveInAsManyStepsAsThereAreUnknowns() {
        ConjugateGradients search = new ConjugateGradients(HessianFreeTest::product, UnaryOperator.identity(), 3, 1e-6);
        Vector gradient = Valley.vector(-6, -4, -4);
        List<Iterate> way = search.minimise(gradient, gradient.zeros());
        assertEquals(3, way.getLast().step());
        assertArrayEquals(new float[] {1, 2, 3}, way.getLast().direction().toArray(), 1e-5f);
        assertEquals(-13, way.getLast().value(), 1e-5);
        for (int i = 1; i < way.size(); i++) {
            assertTrue(way.get(i).value() < way.get(i - 1).value(), "every step brings something");
        }
    }

    /** With the inverse itself as preconditioner one step is enough; with the diagonal it is still the same solution. */
    @Test
    void aPreconditionerShortensTheWayAndLeavesTheGoal() {
        double[][] inverse = {
            {5 / 18.0, -2 / 18.0, -1 / 18.0}, {-2 / 18.0, 8 / 18.0, 4 / 18.0}, {-1 / 18.0, 4 / 18.0, 11 / 18.0}
        };
        Vector gradient = Valley.vector(-6, -4, -4);
        ConjugateGradients exact = new ConjugateGradients(
                HessianFreeTest::product, v -> Valley.vector(Valley.times(inverse, Valley.doubles(v))), 1, 1e-6);
        assertArrayEquals(
                new float[] {1, 2, 3},
                exact.minimise(gradient, gradient.zeros()).getLast().direction().toArray(),
                1e-5f);
        Vector diagonal = Valley.vector(4, 3, 2);
        ConjugateGradients jacobi =
                new ConjugateGradients(HessianFreeTest::product, v -> v.dividedBy(diagonal), 3, 1e-6);
        assertArrayEquals(
                new float[] {1, 2, 3},
                jacobi.minimise(gradient, gradient.zeros())
                        .getLast()
                        .direction()
                        .toArray(),
                1e-5f);
    }

    @Test
    void searchEndsWhereTheCurvatureIsNegative() {
        ConjugateGradients search = new ConjugateGradients(Vector::negate, UnaryOperator.identity(), 5, 1e-6);
        assertEquals(
                0,
                search.minimise(Valley.vector(1, 2), Valley.vector(0, 0))
                        .getLast()
                        .step());
    }

    @Test
    void theSolutionNeedsNoStep() {
        ConjugateGradients search = new ConjugateGradients(HessianFreeTest::product, UnaryOperator.identity(), 3, 1e-6);
        List<Iterate> way = search.minimise(Valley.vector(-6, -4, -4), Valley.vector(1, 2, 3));
        assertEquals(0, way.getLast().step());
        assertEquals(1, way.size());
    }

    private static HessianFree.Config config(double damping) {
        return new HessianFree.Config(damping, 50, 1e-6, 0.95, false, 0);
    }

    /** Where the model is the loss, the first step ends in the valley, and the model is trusted more. */
    @Test
    void leastSquaresAreSolvedAtOnce() {
        double[][] matrix = {{1, 2}, {3, 4}, {5, 7}};
        Valley.Residuals line = Valley.linear(matrix, Valley.times(matrix, new double[] {2, -3}));
        Vector theta = Valley.vector(0, 0);
        HessianFree.Config config = config(1e-6);
        Move<HessianFree.State> move =
                HESSIAN_FREE.step(config, HESSIAN_FREE.start(config, theta), new Valley(line, theta));
        assertArrayEquals(new float[] {2, -3}, move.theta().toArray(), 1e-3f);
        Map<String, Double> watched = move.watched();
        assertEquals(1, watched.get("reduction-ratio"), 1e-3);
        assertEquals(1, watched.get("step-length"));
        assertEquals(1e-6 * 2 / 3, move.state().damping(), 1e-12);
    }

    /** {@code ½ (3 θ − 6)²} from 0 with {@code λ = 9}: {@code d = 18 / 18 = 1}; loss 18 → 4.5 and model −18 + 4.5. */
    @Test
    void aDampedStepByHand() {
        Valley.Residuals line = Valley.linear(new double[][] {{3}}, new double[] {6});
        Vector theta = Valley.vector(0);
        HessianFree.Config config = config(9);
        Move<HessianFree.State> move =
                HESSIAN_FREE.step(config, HESSIAN_FREE.start(config, theta), new Valley(line, theta));
        assertArrayEquals(new float[] {1}, move.theta().toArray(), 1e-6f);
        assertEquals(-13.5, move.watched().get("model-value"), 1e-5);
        assertEquals(1, move.watched().get("reduction-ratio"), 1e-6);
        assertEquals(6, move.state().damping(), 1e-12);
        assertArrayEquals(new float[] {1}, move.state().direction().toArray(), 1e-6f);
    }

    @Test
    void rosenbrocksValleyIsWalkedToItsEnd() {
        Vector theta = Valley.vector(-1.2, 1);
        HessianFree.Config config = config(1);
        HessianFree.State state = HESSIAN_FREE.start(config, theta);
        double loss = new Valley(Valley.ROSENBROCK, theta).loss();
        assertEquals(12.1, loss, 1e-5);
        for (int step = 0; step < 60; step++) {
            Move<HessianFree.State> move = HESSIAN_FREE.step(config, state, new Valley(Valley.ROSENBROCK, theta));
            theta = move.theta();
            state = move.state();
            double next = new Valley(Valley.ROSENBROCK, theta).loss();
            assertTrue(next <= loss, "no step goes up");
            loss = next;
        }
        assertArrayEquals(new float[] {1, 1}, theta.toArray(), 1e-3f);
    }

    @Test
    void whereNothingCanBeGainedNothingMoves() {
        Vector theta = Valley.vector(1, 1);
        HessianFree.Config config = config(1);
        Move<HessianFree.State> move =
                HESSIAN_FREE.step(config, HESSIAN_FREE.start(config, theta), new Valley(Valley.ROSENBROCK, theta));
        assertArrayEquals(new float[] {1, 1}, move.theta().toArray());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Stream.of(
                        new HessianFree.Config(1, 20, 5e-4, 0.95, false, 0),
                        new HessianFree.Config(1, 20, 5e-4, 0.95, true, 0.1))
                .flatMap(config -> Contract.optimizer(HESSIAN_FREE, config).tests());
    }
}
