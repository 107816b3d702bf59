package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

class IndexedReadTest {
    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 3, false);

    private static IndexedRead read(GraphBuilder b, Node moved) {
        Node head = b.apply(ElementwiseFunction.EXP, moved);
        return IndexedRead.of(
                moved,
                FusionAnalysis.of(
                        GraphTraversal.ancestors(List.of(head)), Set.of(head), FusionLevel.PASSES.longestPass()));
    }

    @Test
    void whatHasMemoryIsReadRowByRow() {
        assertSame(x, read(b, x).of());
        assertFalse(read(b, x).mapped());
    }

    /** Padded at both ends, then reversed: x₂ x₁ x₀ between zeros. */
    @Test
    void movementsAreFollowedDownAndZerosStayZeros() {
        Node padded = b.route(IndexTable.gather(5, 3, row -> row < 1 || row > 3 ? -1 : row - 1), x);
        IndexedRead read = read(b, b.route(IndexTable.gather(5, 5, row -> 4 - row), padded));
        assertSame(x, read.of());
        assertTrue(read.mapped());
        assertArrayEquals(new int[] {-1, 2, 1, 0, -1}, read.map());
    }
}
