package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** Which nodes get memory of their own. */
class FusionAnalysisTest {
    private static final int LONGEST = FusionLevel.PASSES.longestPass();

    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 4, false);

    private static FusionAnalysis analysis(int longest, Node... roots) {
        return FusionAnalysis.of(GraphTraversal.ancestors(List.of(roots)), Set.of(roots), longest);
    }

    @Test
    void aNodeJoinsThePassOfItsOnlyConsumer() {
        Node tanh = b.apply(ElementwiseFunction.TANH, x);
        Node square = b.apply(ElementwiseFunction.SQUARE, tanh);
        FusionAnalysis analysis = analysis(LONGEST, square);
        assertTrue(analysis.isInside(tanh));
        assertSame(square, analysis.head(tanh));
        assertFalse(analysis.isInside(square));
    }

    /** {@code tanh(x)² · tanh(x)}: both consumers are in one pass. */
    @Test
    void consumersInOnePassCountAsOne() {
        Node tanh = b.apply(ElementwiseFunction.TANH, x);
        Node product = b.apply(ElementwiseFunction.MULTIPLY, b.apply(ElementwiseFunction.SQUARE, tanh), tanh);
        assertSame(product, analysis(LONGEST, product).head(tanh));
    }

    @Test
    void aNodeWithConsumersInTwoPassesHasMemory() {
        Node tanh = b.apply(ElementwiseFunction.TANH, x);
        Node square = b.apply(ElementwiseFunction.SQUARE, tanh);
        Node exp = b.apply(ElementwiseFunction.EXP, tanh);
        assertFalse(analysis(LONGEST, square, exp).isInside(tanh));
    }

    @Test
    void rootsAndOperandsOfOtherKernelsHaveMemory() {
        Node tanh = b.apply(ElementwiseFunction.TANH, x);
        Node square = b.apply(ElementwiseFunction.SQUARE, tanh);
        assertFalse(analysis(LONGEST, square, tanh).isInside(tanh));
        assertFalse(analysis(LONGEST, b.batchSum(square)).isInside(square));
    }

    @Test
    void aPassHasNoMoreNodesThanItsLevelAllows() {
        Node first = b.apply(ElementwiseFunction.TANH, x);
        Node second = b.apply(ElementwiseFunction.SQUARE, first);
        Node third = b.apply(ElementwiseFunction.EXP, second);
        FusionAnalysis two = analysis(2, third);
        assertSame(third, two.head(second));
        assertSame(first, two.head(first));
        FusionAnalysis none = analysis(FusionLevel.OPERATIONS.longestPass(), third);
        assertFalse(none.isInside(first) || none.isInside(second));
    }

    @Test
    void aMovementThatOnlyPassesReadIsAWayOfReading() {
        Node reversed = b.route(IndexTable.gather(4, 4, row -> 3 - row), x);
        Node twice = b.route(IndexTable.gather(8, 4, row -> row % 4), reversed);
        Node exp = b.apply(ElementwiseFunction.EXP, twice);
        FusionAnalysis analysis = analysis(LONGEST, exp);
        assertTrue(analysis.isVirtual(twice));
        IndexedRead read = IndexedRead.of(twice, analysis);
        assertSame(x, read.of());
        assertEquals(
                List.of(3, 2, 1, 0, 3, 2, 1, 0),
                java.util.Arrays.stream(read.map()).boxed().toList());
        assertFalse(analysis(LONGEST, exp, b.join(twice, x)).isVirtual(twice), "a copy reads it as well");
    }
}
