package org.recurve.optimization.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.random.Stream;
import org.recurve.testkit.FixedGradient;

/** Solutions, against Commons Math. */
class SymmetricMatrixTest {
    /** {@code M Mᵀ / n + diagonal I} of normal draws. */
    private static RealMatrix matrix(int order, double diagonal) {
        Stream random = Stream.of(order);
        double[][] draws = new double[order][order];
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < order; j++) {
                draws[i][j] = random.normal((long) i * order + j);
            }
        }
        RealMatrix m = new Array2DRowRealMatrix(draws);
        return m.multiply(m.transpose())
                .scalarMultiply(1.0 / order)
                .add(MatrixUtils.createRealIdentityMatrix(order).scalarMultiply(diagonal));
    }

    private static SymmetricMatrix of(RealMatrix matrix) {
        int order = matrix.getRowDimension();
        double[] elements = new double[order * order];
        for (int i = 0; i < order; i++) {
            System.arraycopy(matrix.getRow(i), 0, elements, i * order, order);
        }
        return new SymmetricMatrix(order, elements);
    }

    private static float[] right(int order) {
        float[] right = new float[order];
        for (int i = 0; i < order; i++) {
            right[i] = (float) Stream.of(7).normal(i);
        }
        return right;
    }

    private static void assertSolves(RealMatrix matrix, SymmetricMatrix.Solution solution, float[] right) {
        double[] b = new double[right.length];
        for (int i = 0; i < b.length; i++) {
            b[i] = right[i];
        }
        double[] x = new CholeskyDecomposition(matrix)
                .getSolver()
                .solve(new ArrayRealVector(b))
                .toArray();
        float[] own = solution.x().toArray();
        for (int i = 0; i < x.length; i++) {
            assertEquals((float) x[i], own[i], 2 * Math.ulp((float) x[i]) + 1e-7);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 40})
    void positiveDefiniteSystemsAreSolvedAsTheyAre(int order) {
        RealMatrix matrix = matrix(order, 0.5);
        SymmetricMatrix.Solution solution = of(matrix).solve(FixedGradient.vector(right(order)), 0);
        assertEquals(0, solution.shift());
        assertSolves(matrix, solution, right(order));
    }

    @Test
    void dampingIsAddedToTheDiagonal() {
        RealMatrix matrix = matrix(6, 0.5);
        SymmetricMatrix.Solution solution = of(matrix).solve(FixedGradient.vector(right(6)), 3);
        assertEquals(3, solution.shift());
        assertSolves(matrix.add(MatrixUtils.createRealIdentityMatrix(6).scalarMultiply(3)), solution, right(6));
    }

    /** The shift passes the most negative eigenvalue, and by less than a factor of about two. */
    @Test
    void anIndefiniteMatrixIsShiftedUntilItIsPositiveDefinite() {
        RealMatrix matrix = matrix(6, -1);
        double least = Double.POSITIVE_INFINITY;
        for (double value : new EigenDecomposition(matrix).getRealEigenvalues()) {
            least = Math.min(least, value);
        }
        assertTrue(least < 0, "of " + least);
        SymmetricMatrix.Solution solution = of(matrix).solve(FixedGradient.vector(right(6)), 0);
        assertTrue(solution.shift() > -least && solution.shift() < -2.1 * least, solution.shift() + " for " + least);
        assertSolves(
                matrix.add(MatrixUtils.createRealIdentityMatrix(6).scalarMultiply(solution.shift())),
                solution,
                right(6));
    }
}
