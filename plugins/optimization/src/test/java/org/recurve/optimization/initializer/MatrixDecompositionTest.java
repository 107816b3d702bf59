package org.recurve.optimization.initializer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;
import org.recurve.api.random.Stream;

/** What initializers compute of matrices by hand, since plugins see the api alone, held to Commons Math. */
class MatrixDecompositionTest {
    private static RealMatrix matrix(float[] values, int rows, int columns) {
        RealMatrix matrix = new Array2DRowRealMatrix(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            matrix.setEntry(i / columns, i % columns, values[i]);
        }
        return matrix;
    }

    /** Most of these have a complex pair as the largest. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 20, 60})
    void theSpectralRadiusIsTheLargestEigenvalue(int order) {
        for (int draw = 0; draw < 20; draw++) {
            Stream random = Stream.of(0).in("radius").in(order).in(draw);
            float[] values = new float[order * order];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.normal(i);
            }
            EigenDecomposition eigen = new EigenDecomposition(matrix(values, order, order));
            double expected = IntStream.range(0, order)
                    .mapToDouble(k -> Math.hypot(eigen.getRealEigenvalue(k), eigen.getImagEigenvalue(k)))
                    .max()
                    .orElseThrow();
            assertEquals(expected, SquareMatrix.of(values, 0, order).spectralRadius(), 1e-5 * expected);
        }
    }

    @Test
    void allSingularValuesOfAnOrthogonalMatrixAreTheGain() {
        for (int[] size : new int[][] {{6, 6}, {4, 9}, {9, 4}, {40, 40}}) {
            float[] q = new Orthogonal()
                    .draw(
                            new Orthogonal.Config(1.5),
                            new Weights(Shape.of(size[0], size[1]), 1, 1),
                            Stream.of(0).in("w"));
            for (double value : new SingularValueDecomposition(matrix(q, size[0], size[1])).getSingularValues()) {
                assertEquals(1.5, value, 1e-6);
            }
        }
    }
}
