package org.recurve.compute.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a product of two heads reads: three steps, two features a head. */
class MatrixProductSpecTest {
    private static final MatrixProductSpec SCORES = MatrixProductSpec.of(2, 3, 2, 3);

    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 12, false);
    private final Node y = b.source(Op.SourceKind.FIELD, "y", 12, false);

    /** [step, head, feature] to [head, step, feature]. */
    private static final IndexTable HEADS = IndexTable.gather(12, 12, row -> row / 2 % 3 * 4 + row / 6 * 2 + row % 2);

    /** [step, head, feature] to [head, feature, step]. */
    private static final IndexTable TURNED = IndexTable.gather(12, 12, row -> row % 3 * 4 + row / 6 * 2 + row / 3 % 2);

    @Test
    void movementsThatAreLayoutsAreNotMade() {
        Node product = b.product(SCORES, b.route(HEADS, x), b.route(TURNED, y));
        assertEquals(List.of(x, y), product.inputs());
        MatrixProductSpec spec = ((Op.MatrixProduct) product.op()).spec();
        assertEquals(new MatrixProductSpec.Layout(2, 4, 1), spec.left());
        assertEquals(new MatrixProductSpec.Layout(2, 1, 4), spec.right());
        assertEquals(2 * 4 + 2 + 1, spec.leftAt(1, 2, 1));
        assertEquals(2 * 4 + 2 + 1, spec.rightAt(1, 1, 2));
    }

    @Test
    void otherMovementsAreMadeFirst() {
        Node reversed = b.route(IndexTable.gather(12, 12, row -> 11 - row), x);
        Node repeated = b.route(IndexTable.gather(12, 12, row -> row % 6), x);
        Node missing = b.route(IndexTable.gather(12, 12, row -> row < 11 ? row : -1), x);
        for (Node moved : List.of(reversed, repeated, missing)) {
            assertEquals(List.of(moved, y), b.product(SCORES, moved, y).inputs());
            assertEquals(List.of(y, moved), b.product(SCORES, y, moved).inputs());
        }
    }

    @Test
    void whatAllExamplesShareIsGivenToEachUnlessBothAreShared() {
        Node w = b.source(Op.SourceKind.PARAMETER, "w", 12, true);
        assertEquals(List.of(x, b.spread(w)), b.product(SCORES, x, w).inputs());
        Node both = b.product(SCORES, w, w);
        assertEquals(List.of(w, w), both.inputs());
        assertEquals(true, both.shared());
    }

    @Test
    void valuesOfOtherSizesAreRefused() {
        assertThrows(IllegalStateException.class, () -> b.product(MatrixProductSpec.of(1, 3, 2, 3), x, y));
        assertThrows(IllegalArgumentException.class, () -> MatrixProductSpec.of(1 << 12, 1 << 12, 1 << 12, 1));
    }

    @Test
    void eachProductIsAMultiplicationAndAnAddition() {
        Node product = b.product(SCORES, x, y);
        assertEquals(2 * 2 * 3 * 2 * 3, new CountedOperation(product, 1).flops());
        assertEquals(
                "%2 = matrix-product(%0, %1) {2 of 3x2 times 2x3} [18]",
                GraphText.of(List.of(product)).lines().getLast());
    }
}
