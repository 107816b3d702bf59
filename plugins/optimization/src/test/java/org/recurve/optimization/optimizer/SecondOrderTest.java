package org.recurve.optimization.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.optimization.optimizer.NonlinearConjugateGradient.Formula;
import org.recurve.testkit.Contract;

/** Methods that build curvature from gradients, or solve with its matrix: on problems whose solution is known. */
class SecondOrderTest {
    private static final double[][] MATRIX = {{1, 2}, {3, 4}, {5, 7}};

    /** Solved by (2, −3). */
    private static final Valley.Residuals LINE = Valley.linear(MATRIX, Valley.times(MATRIX, new double[] {2, -3}));

    private static final LBfgs.Config LBFGS = new LBfgs.Config(10, 20);
    private static final GaussNewton.Config GAUSS_NEWTON = new GaussNewton.Config(100);
    private static final Newton.Config NEWTON = new Newton.Config(100);
    private static final LevenbergMarquardt.Config MARQUARDT = new LevenbergMarquardt.Config(0.01, 10, 10, 100);

    private static NonlinearConjugateGradient.Config by(Formula formula) {
        return new NonlinearConjugateGradient.Config(formula, 20);
    }

    /** Where it is after some steps, of which none goes up. */
    private static <C extends Record, S extends Record> Vector walk(
            Optimizer<C, S> optimizer, C config, Valley.Residuals residuals, int steps, double... start) {
        Vector theta = Valley.vector(start);
        S state = optimizer.start(config, theta);
        double loss = new Valley(residuals, theta).loss();
        for (int step = 0; step < steps; step++) {
            Move<S> move = optimizer.step(config, state, new Valley(residuals, theta));
            theta = move.theta();
            state = move.state();
            double next = new Valley(residuals, theta).loss();
            assertTrue(next <= loss, "no step goes up");
            loss = next;
        }
        return theta;
    }

    private static void at(Vector theta, double x, double y) {
        assertArrayEquals(new float[] {(float) x, (float) y}, theta.toArray(), 1e-3f);
    }

    @Test
    void rosenbrocksValleyIsWalkedToItsEnd() {
        at(walk(new LBfgs(), LBFGS, Valley.ROSENBROCK, 50, -1.2, 1), 1, 1);
        at(walk(new NonlinearConjugateGradient(), by(Formula.POLAK_RIBIERE), Valley.ROSENBROCK, 60, -1.2, 1), 1, 1);
        at(walk(new NonlinearConjugateGradient(), by(Formula.FLETCHER_REEVES), Valley.ROSENBROCK, 200, -1.2, 1), 1, 1);
        at(walk(new Newton(), NEWTON, Valley.ROSENBROCK, 30, -1.2, 1), 1, 1);
        at(walk(new GaussNewton(), GAUSS_NEWTON, Valley.ROSENBROCK, 20, -1.2, 1), 1, 1);
        at(walk(new LevenbergMarquardt(), MARQUARDT, Valley.ROSENBROCK, 40, -1.2, 1), 1, 1);
    }

    @Test
    void leastSquaresAreSolvedAtOnceWhereTheCurvatureIsKnown() {
        at(walk(new Newton(), NEWTON, LINE, 1, 0, 0), 2, -3);
        at(walk(new GaussNewton(), GAUSS_NEWTON, LINE, 1, 7, 7), 2, -3);
        at(walk(new LevenbergMarquardt(), new LevenbergMarquardt.Config(1e-6, 10, 10, 100), LINE, 2, 0, 0), 2, -3);
        at(walk(new LBfgs(), LBFGS, LINE, 15, 0, 0), 2, -3);
        at(walk(new NonlinearConjugateGradient(), by(Formula.FLETCHER_REEVES), LINE, 30, 0, 0), 2, -3);
        at(walk(new NonlinearConjugateGradient(), by(Formula.POLAK_RIBIERE), LINE, 30, 0, 0), 2, -3);
    }

    /** {@code ½ (3 θ − 6)²} from 0 with {@code λ = 9}: {@code d = 18 / 18}, and the next damping is 0.9. */
    @Test
    void aDampedStepByHand() {
        LevenbergMarquardt.Config config = new LevenbergMarquardt.Config(9, 10, 10, 100);
        Valley.Residuals line = Valley.linear(new double[][] {{3}}, new double[] {6});
        Move<LevenbergMarquardt.State> move = new LevenbergMarquardt()
                .step(config, new LevenbergMarquardt.State(9), new Valley(line, Valley.vector(0)));
        assertArrayEquals(new float[] {1}, move.theta().toArray(), 1e-6f);
        assertEquals(0.9, move.state().damping(), 1e-12);
    }

    /** {@code s = (1, 0)}, {@code y = (2, 1)}, {@code γ = 2/5}: {@code H = (I − syᵀ/2) γ (I − ysᵀ/2) + ssᵀ/2}. */
    @Test
    void inverseFollowsTheFormulaOfBroydenFletcherGoldfarbShanno() {
        LBfgs.State state = LBfgs.State.EMPTY.with(Valley.vector(1, 0), Valley.vector(2, 1), 5);
        assertArrayEquals(
                new float[] {0.6f, -0.2f}, state.inverse(Valley.vector(1, 0)).toArray(), 1e-6f);
        assertArrayEquals(
                new float[] {-0.2f, 0.4f}, state.inverse(Valley.vector(0, 1)).toArray(), 1e-6f);
        assertArrayEquals(new float[] {1, 0}, state.inverse(Valley.vector(2, 1)).toArray(), 1e-6f, "H y = s");
    }

    @Test
    void memoryKeepsTheLastPairsAndNoneOfNegativeCurvature() {
        LBfgs.State state = LBfgs.State.EMPTY;
        for (int i = 1; i <= 5; i++) {
            state = state.with(Valley.vector(i, 0), Valley.vector(i, 1), 3);
        }
        state = state.with(Valley.vector(1, 0), Valley.vector(-1, 0), 3);
        assertEquals(3, state.steps().size());
        assertArrayEquals(new float[] {5, 0}, state.steps().getLast().toArray());
        assertArrayEquals(new float[] {3, 0}, state.steps().getFirst().toArray());
    }

    /** On {@code ½ (3 θ)²} from 1 with {@code d = −9}, 1/9 is exact; any first length must end where both conditions hold. */
    @Test
    void lengthsFulfilTheStrongWolfeConditions() {
        for (Valley.Residuals residuals : new Valley.Residuals[] {Valley.ROSENBROCK, LINE}) {
            for (double first : new double[] {1e-6, 1e-3, 0.1, 1, 100}) {
                Valley from = new Valley(residuals, Valley.vector(-1.2, 1));
                Vector direction = from.gradient().negate();
                double slope = from.gradient().dot(direction);
                WolfeSearch.LinePoint point = new WolfeSearch(1e-4, 0.1, 40)
                        .search(from, direction, first)
                        .orElseThrow();
                Vector there = from.theta().plus(direction.times(point.length()));
                Valley at = new Valley(residuals, there);
                assertTrue(at.loss() <= from.loss() + 1e-4 * point.length() * slope, "the loss falls enough");
                assertTrue(Math.abs(at.gradient().dot(direction)) <= -0.1 * slope, "the slope is nearly gone");
            }
        }
    }

    @Test
    void thereIsNoLengthUphill() {
        Valley from = new Valley(LINE, Valley.vector(1, 1));
        assertTrue(
                new WolfeSearch(1e-4, 0.9, 20).search(from, from.gradient(), 1).isEmpty());
    }

    /** {@code −θ²/2} has its Hessian raised until it is positive; the step still goes down. */
    @Test
    void negativeCurvatureIsRaised() {
        SymmetricMatrix saddle = new SymmetricMatrix(2, new double[] {4, 0, 0, -2});
        SymmetricMatrix.Solution solution = saddle.solve(Valley.vector(1, 1), 0);
        assertTrue(solution.shift() > 2);
        assertArrayEquals(
                new float[] {(float) (1 / (4 + solution.shift())), (float) (1 / (solution.shift() - 2))},
                solution.x().toArray(),
                1e-4f);
        SymmetricMatrix definite = new SymmetricMatrix(3, new double[] {4, 1, 0, 1, 3, -1, 0, -1, 2});
        SymmetricMatrix.Solution exact = definite.solve(Valley.vector(6, 4, 4), 0);
        assertEquals(0, exact.shift());
        assertArrayEquals(new float[] {1, 2, 3}, exact.x().toArray(), 1e-6f);
    }

    @Test
    void aMatrixOfTooManyParametersIsRefused() {
        InvalidSetting refused = assertThrows(
                InvalidSetting.class, () -> new Newton().start(new Newton.Config(2), Valley.vector(1, 2, 3)));
        assertTrue(refused.getMessage().contains("most-parameters"));
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(
                        Contract.optimizer(new LBfgs(), LBFGS),
                        Contract.optimizer(new NonlinearConjugateGradient(), by(Formula.POLAK_RIBIERE)),
                        Contract.optimizer(new NonlinearConjugateGradient(), by(Formula.FLETCHER_REEVES)),
                        Contract.optimizer(new Newton(), NEWTON),
                        Contract.optimizer(new GaussNewton(), GAUSS_NEWTON),
                        Contract.optimizer(new LevenbergMarquardt(), MARQUARDT))
                .flatMap(Contract::tests);
    }
}
