package org.recurve.compute.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** The definition of each operation, against numbers worked out by hand. Two examples of four rows. */
class ReferenceEvaluatorTest {
    private static final double NAN = Double.NaN;
    private static final IndexTable PAIRS = IndexTable.uniform(2, 4, 2, (row, k) -> 2 * row + k);

    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 4, false);
    private final Node choice = b.source(Op.SourceKind.FIELD, "choice", 2, false);
    private final Node w = b.source(Op.SourceKind.PARAMETER, "w", 2, true);

    private static final Map<String, double[][]> GIVEN = Map.of(
            "x", new double[][] {{1, 2, 3, 4}, {-1, -1, NAN, 7}},
            "choice", new double[][] {{1, 0}, {0, 0}},
            "w", new double[][] {{10, 20}});

    private static double[][] value(Node node) {
        return new ReferenceEvaluator(NumberPrecision.DOUBLE, 2, (source, e) -> GIVEN.get(source.name())[e])
                .value(node);
    }

    @Test
    void sourcesAreGivenForEachExampleOrOnce() {
        assertArrayEquals(GIVEN.get("x"), value(x));
        assertArrayEquals(new double[][] {{10, 20}}, value(w));
    }

    @Test
    void constantsAreTheSameForAll() {
        assertArrayEquals(new double[][] {{2.5, 2.5, 2.5}}, value(b.fill(2.5f, 3)));
        assertArrayEquals(new double[][] {{1, -2}}, value(b.literal(1, -2)));
    }

    @Test
    void functionsAreAppliedRowByRow() {
        double[][] squares = value(b.apply(ElementwiseFunction.SQUARE, x));
        assertArrayEquals(new double[] {1, 4, 9, 16}, squares[0]);
        double[][] chosen = value(b.apply(ElementwiseFunction.CHOOSE, choice, b.fill(5, 2), w));
        assertArrayEquals(new double[][] {{5, 20}, {10, 20}}, chosen);
    }

    /** A row without a source is zero, one with several is their sum. */
    @Test
    void rowsAreGatheredAndSummed() {
        assertArrayEquals(new double[] {3, 7}, value(b.route(PAIRS, x))[0]);
        assertArrayEquals(new double[] {4, 3, 2, 1}, value(b.route(IndexTable.gather(4, 4, row -> 3 - row), x))[0]);
        assertArrayEquals(new double[] {0, 1}, value(b.route(IndexTable.gather(2, 4, row -> row - 1), x))[0]);
    }

    @Test
    void partsAreJoinedInOrder() {
        assertArrayEquals(new double[][] {{1, 2, 3, 4, 1, 0}, {-1, -1, NAN, 7, 0, 0}}, value(b.join(x, choice)));
    }

    /** The first of equals wins, and a NaN wins over all. */
    @Test
    void theLargestIsFound() {
        assertArrayEquals(new double[][] {{1, 1}, {0, 0}}, value(b.add(new Op.Argmax(PAIRS), x)));
    }

    @Test
    void anIndexChoosesARowAndAValueGoesBackThere() {
        assertArrayEquals(new double[][] {{2, 3}, {-1, NAN}}, value(b.add(new Op.TakeAlong(PAIRS), x, choice)));
        Node scattered = b.add(new Op.ScatterAdd(PAIRS), b.spread(w), choice);
        assertArrayEquals(new double[][] {{0, 10, 20, 0}, {10, 0, 20, 0}}, value(scattered));
    }

    /** Both examples add to one table. */
    @Test
    void whatAllExamplesScatterIsSummed() {
        assertArrayEquals(
                new double[][] {{10, 10, 40, 0}}, value(b.add(new Op.ScatterAddShared(PAIRS), b.spread(w), choice)));
    }

    @Test
    void broadcastsAndStoppedGradientsKeepTheNumbers() {
        assertArrayEquals(new double[][] {{10, 20}, {10, 20}}, value(b.spread(w)));
        assertArrayEquals(GIVEN.get("choice"), value(b.stop(choice)));
    }

    @Test
    void contractionsMultiplyAndAdd() {
        Node product = b.linear(
                ContractionSpec.dense(2, 1), org.recurve.compute.ir.ContractionOperand.OUTPUT, w, b.route(PAIRS, x));
        assertEquals(3 * 10 + 7 * 20, value(product)[0][0]);
    }

    /** (1 2; 3 4) times (10; 20), and its transpose times the same. */
    @Test
    void matricesAreMultiplied() {
        MatrixProductSpec spec = MatrixProductSpec.of(1, 2, 2, 1);
        assertArrayEquals(new double[] {50, 110}, value(b.product(spec, x, w))[0]);
        assertArrayEquals(new double[] {70, 100}, value(b.product(spec.towardsRight(), x, b.spread(w)))[0]);
    }

    @Test
    void theBatchIsSummed() {
        assertArrayEquals(new double[][] {{1, 0}}, value(b.batchSum(choice)));
    }

    /**
     * Seventeen examples: the first and the last share a lane, so 2²⁴ + 1 is rounded before the others come, and the tree adds
     * lanes eight apart, then four, two and one.
     */
    @Test
    void theSumOfABatchHasOneOrder() {
        Node y = b.source(Op.SourceKind.FIELD, "y", 1, false);
        double[] numbers = new double[17];
        numbers[0] = 0x1p24;
        numbers[16] = 1;
        numbers[8] = 1;
        numbers[4] = 2;
        ReferenceEvaluator evaluator =
                new ReferenceEvaluator(NumberPrecision.FLOAT, 17, (source, e) -> new double[] {numbers[e]});
        assertEquals(0x1p24 + 2, evaluator.value(b.batchSum(y))[0][0]);
    }
}
