package org.recurve.compute.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.recurve.compute.elementwise.Function;

class BuilderTest {
    private final Builder builder = new Builder();
    private final Node x = builder.source(Op.Kind.FIELD, "x", 6, false);
    private final Node y = builder.source(Op.Kind.FIELD, "y", 6, false);

    @Test
    void theSameOperationIsRecordedOnce() {
        assertSame(builder.apply(Function.ADD, x, y), builder.apply(Function.ADD, x, y));
        assertNotSame(builder.apply(Function.ADD, x, y), builder.apply(Function.ADD, y, x));
        assertSame(x, builder.source(Op.Kind.FIELD, "x", 6, false));
    }

    @Test
    void movementsOfMovementsBecomeOne() {
        Table reverse = Table.gather(6, 6, row -> 5 - row);
        assertSame(x, builder.route(reverse, builder.route(reverse, x)));
        Node half = builder.route(Table.gather(3, 6, row -> row), builder.route(reverse, x));
        assertSame(x, half.input(0));
        assertEquals(Table.gather(3, 6, row -> 5 - row), ((Op.Route) half.op()).table());
    }

    @Test
    void aSumIsNotMergedIntoTheMovementAroundIt() {
        Node sums = builder.route(Table.uniform(3, 6, 2, (row, k) -> 2 * row + k), x);
        Node moved = builder.route(Table.gather(3, 3, row -> 2 - row), sums);
        assertSame(sums, moved.input(0));
    }

    @Test
    void onlyWhatChangesNoBitIsSimplified() {
        assertSame(x, builder.apply(Function.MULTIPLY, x, builder.fill(1, 6)));
        Node plusZero = builder.apply(Function.ADD, x, builder.fill(0, 6));
        assertNotSame(x, plusZero, "-0 + 0 is +0");
    }

    @Test
    void reorderingGoesToWhereItCostsNothing() {
        int[] order = {1, 0, 3, 2, 5, 4};
        Node swapped = builder.permute(order, builder.apply(Function.ADD, x, y));
        assertEquals(new Op.Apply(Function.ADD), swapped.op());
        assertSame(builder.permute(order, x), swapped.input(0));
    }

    @Test
    void aValueOfAnotherModelIsRefused() {
        Node foreign = new Builder().source(Op.Kind.FIELD, "x", 6, false);
        assertThrows(IllegalArgumentException.class, () -> builder.apply(Function.ADD, x, foreign));
    }
}
