package org.recurve.compute.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;

/** The definition of contractions, against matrix products by hand. */
class ReferenceContractionTest {
    private static final ContractionSpec DENSE = ContractionSpec.dense(2, 3);
    private static final double[][] W = {{1, 2, 3, 4, 5, 6}};
    private static final double[][] X = {{1, -1}, {2, 3}};
    private static final double[][] Y = {{1, 0, 2}, {0, 1, 1}};

    private static double[][] evaluate(ContractionSpec spec, ContractionOperand operand, double[][]... in) {
        return ReferenceContraction.evaluate(
                NumberPrecision.DOUBLE,
                spec,
                operand,
                List.of(in),
                operand == ContractionOperand.WEIGHT ? 2 : in[1].length);
    }

    @Test
    void theOutputIsTheMatrixTimesTheInput() {
        double[][] y = evaluate(DENSE, ContractionOperand.OUTPUT, W, X);
        assertArrayEquals(new double[] {-1, -1, -1}, y[0]);
        assertArrayEquals(new double[] {8, 18, 28}, y[1]);
    }

    @Test
    void sumsBeginWithTheBias() {
        double[][] y = evaluate(DENSE, ContractionOperand.OUTPUT, W, X, new double[][] {{10, 20, 30}});
        assertArrayEquals(new double[] {9, 19, 29}, y[0]);
        assertArrayEquals(new double[] {18, 38, 58}, y[1]);
    }

    @Test
    void theInputIsTheTransposeTimesTheOutput() {
        double[][] x = evaluate(DENSE, ContractionOperand.INPUT, W, Y);
        assertArrayEquals(new double[] {11, 14}, x[0]);
        assertArrayEquals(new double[] {8, 10}, x[1]);
    }

    @Test
    void theWeightsAreTheSumOfOuterProducts() {
        double[][] w = evaluate(DENSE, ContractionOperand.WEIGHT, X, Y);
        assertEquals(1, w.length);
        assertArrayEquals(new double[] {1, -1, 2, 3, 4, 1}, w[0]);
    }

    /** Two groups of two channels, two repetitions that share the weights. */
    @Test
    void groupsSeeTheirOwnChannels() {
        ContractionSpec spec = new ContractionSpec(2, 4, 2, 2, DENSE.map(), Optional.empty());
        double[][] y = evaluate(
                spec, ContractionOperand.OUTPUT, new double[][] {{1, 2, 3, 4}}, new double[][] {{1, 2, 3, 4, 5, 6, 7, 8}
                });
        assertArrayEquals(new double[] {5, 25, 17, 53}, y[0]);
    }

    /** {@code (1 + 2⁻¹²)² − 1}: the product's last bit survives only where it is not rounded before the sum. */
    @Test
    void floatsAreMultipliedAndAddedInOneRounding() {
        double nearOne = 1 + 0x1p-12;
        double[][] y = ReferenceContraction.evaluate(
                NumberPrecision.FLOAT,
                ContractionSpec.dense(1, 1),
                ContractionOperand.OUTPUT,
                List.of(new double[][] {{nearOne}}, new double[][] {{nearOne}}, new double[][] {{-1}}),
                1);
        assertEquals(0x1p-11 + 0x1p-24, y[0][0]);
    }
}
