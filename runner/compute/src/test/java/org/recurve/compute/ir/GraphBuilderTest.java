package org.recurve.compute.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GraphBuilderTest {
    private final GraphBuilder builder = new GraphBuilder();
    private final Node x = builder.source(Op.SourceKind.FIELD, "x", 6, false);
    private final Node y = builder.source(Op.SourceKind.FIELD, "y", 6, false);

    @Test
    void theSameOperationIsRecordedOnce() {
        assertSame(builder.apply(ElementwiseFunction.ADD, x, y), builder.apply(ElementwiseFunction.ADD, x, y));
        assertNotSame(builder.apply(ElementwiseFunction.ADD, x, y), builder.apply(ElementwiseFunction.ADD, y, x));
        assertSame(x, builder.source(Op.SourceKind.FIELD, "x", 6, false));
    }

    @Test
    void movementsOfMovementsBecomeOne() {
        IndexTable reverse = IndexTable.gather(6, 6, row -> 5 - row);
        assertSame(x, builder.route(reverse, builder.route(reverse, x)));
        Node half = builder.route(IndexTable.gather(3, 6, row -> row), builder.route(reverse, x));
        assertSame(x, half.input(0));
        assertEquals(IndexTable.gather(3, 6, row -> 5 - row), ((Op.GatherSum) half.op()).table());
    }

    @Test
    void aSumIsNotMergedIntoTheMovementAroundIt() {
        Node sums = builder.route(IndexTable.uniform(3, 6, 2, (row, k) -> 2 * row + k), x);
        Node moved = builder.route(IndexTable.gather(3, 3, row -> 2 - row), sums);
        assertSame(sums, moved.input(0));
    }

    @Test
    void onlyWhatChangesNoBitIsSimplified() {
        assertSame(x, builder.apply(ElementwiseFunction.MULTIPLY, x, builder.fill(1, 6)));
        Node plusZero = builder.apply(ElementwiseFunction.ADD, x, builder.fill(0, 6));
        assertNotSame(x, plusZero, "-0 + 0 is +0");
    }

    @Test
    void reorderingGoesToWhereItCostsNothing() {
        int[] order = {1, 0, 3, 2, 5, 4};
        Node swapped = builder.permute(order, builder.apply(ElementwiseFunction.ADD, x, y));
        assertEquals(new Op.Elementwise(ElementwiseFunction.ADD), swapped.op());
        assertSame(builder.permute(order, x), swapped.input(0));
    }

    @Test
    void aValueOfAnotherModelIsRefused() {
        Node foreign = new GraphBuilder().source(Op.SourceKind.FIELD, "x", 6, false);
        assertThrows(IllegalArgumentException.class, () -> builder.apply(ElementwiseFunction.ADD, x, foreign));
    }
}
