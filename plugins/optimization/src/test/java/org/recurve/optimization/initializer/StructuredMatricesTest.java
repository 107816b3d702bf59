package org.recurve.optimization.initializer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.testkit.Forward;

class StructuredMatricesTest {
    private static final Stream RANDOM = Stream.of(0).in("w");

    private static Weights weights(int... dims) {
        return new Weights(Shape.of(dims), 1, 1);
    }

    @Test
    void identityKeepsItsInput() {
        IdentityInitializer identityInitializer = new IdentityInitializer();
        assertArrayEquals(
                new float[] {1, 0, 0, /**/ 0, 1, 0},
                identityInitializer.draw(new IdentityInitializer.Config(1), weights(2, 3), RANDOM),
                "units beyond the inputs, or inputs beyond the units, are left out");
        float[] filters = identityInitializer.draw(new IdentityInitializer.Config(0.5), weights(1, 2, 2, 3, 4), RANDOM);
        float[] expected = new float[48];
        expected[5] = 0.5f; // filter 0, channel 0, row 1 of 3, column 1 of 4
        expected[24 + 12 + 5] = 0.5f;
        assertArrayEquals(expected, filters);
    }

    @ParameterizedTest
    @CsvSource({"1, 6, 6", "1, 4, 9", "1, 9, 4", "3, 5, 12", "1, 120, 120"})
    void orthogonalKeepsLengths(int banks, int rows, int columns) {
        double gain = 1.5;
        float[] q = new Orthogonal().draw(new Orthogonal.Config(gain), weights(banks, rows, columns), RANDOM);
        boolean tall = rows > columns;
        for (int bank = 0; bank < banks; bank++) {
            int vectors = Math.min(rows, columns);
            for (int i = 0; i < vectors; i++) {
                for (int j = 0; j < vectors; j++) {
                    double dot = 0;
                    for (int k = 0; k < Math.max(rows, columns); k++) {
                        int from = bank * rows * columns;
                        dot += tall
                                ? (double) q[from + k * columns + i] * q[from + k * columns + j]
                                : (double) q[from + i * columns + k] * q[from + j * columns + k];
                    }
                    assertEquals(i == j ? gain * gain : 0, dot, 1e-5);
                }
            }
        }
    }

    /** A rotation drawn evenly has entries of variance 1 / n, and leans to no side. */
    @Test
    void rotationsAreDrawnEvenly() {
        double sum = 0;
        double trace = 0;
        int draws = 2000;
        for (int draw = 0; draw < draws; draw++) {
            float[] q = new Orthogonal().draw(new Orthogonal.Config(1), weights(3, 3), RANDOM.in(draw));
            sum += q[0] * q[0];
            trace += q[0] + q[4] + q[8];
        }
        assertEquals(1 / 3.0, sum / draws, 0.02);
        assertEquals(0, trace / draws, 4 / StrictMath.sqrt(draws));
    }

    @Test
    void sparseUnitsListenToFewInputs() {
        float[] drawn = new SparseInitializer().draw(new SparseInitializer.Config(15, 2), weights(400, 300), RANDOM);
        double squares = 0;
        for (int unit = 0; unit < 400; unit++) {
            int present = 0;
            for (int input = 0; input < 300; input++) {
                double weight = drawn[unit * 300 + input];
                present += weight == 0 ? 0 : 1;
                squares += weight * weight;
            }
            assertEquals(15, present);
        }
        assertEquals(4, squares / (400 * 15), 0.3);
    }

    private static float[] scaled(double radius, int order, Spec<Initializer<?>> of) {
        return new SpectralRadius().draw(new SpectralRadius.Config(radius, of), weights(order, order), RANDOM);
    }

    /** Eigenvalues ±2i; 3 and 1 behind a large shear; 2, −2 and 1; all numbers by hand. */
    @Test
    void theSpectralRadiusIsScaled() {
        assertArrayEquals(new float[] {0, -1, 0.25f, 0}, scaled(0.5, 2, Forward.given(0, -4, 1, 0)), 1e-6f);
        assertArrayEquals(new float[] {1.5f, 50, 0, 0.5f}, scaled(1.5, 2, Forward.given(3, 100, 0, 1)), 1e-4f);
        assertArrayEquals(
                new float[] {0, 0.5f, 0, 0.5f, 0, 0, 0, 0, 0.25f},
                scaled(0.5, 3, Forward.given(0, 2, 0, 2, 0, 0, 0, 0, 1)),
                1e-6f);
    }

    /** Girko's circular law: of a Gaussian matrix with variance 1 / n it is about 1. */
    @Test
    void aGaussianMatrixHasTheRadiusOfItsCircle() {
        float[] drawn = new Normal().draw(new Normal.Config(0.1, 0), weights(100, 100), RANDOM);
        assertEquals(1, SquareMatrix.of(drawn, 0, 100).spectralRadius(), 0.12);
    }

    @Test
    void sayWhereThereIsNoSpectralRadius() {
        Spec<Initializer<?>> zeros = new Spec<>(new Zeros(), new NoConfig());
        String zero =
                assertThrows(InvalidSetting.class, () -> scaled(1, 2, zeros)).getMessage();
        assertTrue(zero.contains("what zeros drew"), zero);
        SpectralRadius.Config config = new SpectralRadius.Config(1, zeros);
        String oblong = assertThrows(
                        InvalidSetting.class, () -> new SpectralRadius().draw(config, weights(2, 3), RANDOM))
                .getMessage();
        assertTrue(oblong.contains("this parameter is 2×3"), oblong);
    }
}
