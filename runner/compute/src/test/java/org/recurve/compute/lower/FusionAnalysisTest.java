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
        assertTrue(analysis.isComputedIn(tanh, square));
        assertFalse(analysis.isInside(square));
    }

    /** {@code tanh(x)² · tanh(x)}: both consumers are in one pass. */
    @Test
    void consumersInOnePassCountAsOne() {
        Node tanh = b.apply(ElementwiseFunction.TANH, x);
        Node product = b.apply(ElementwiseFunction.MULTIPLY, b.apply(ElementwiseFunction.SQUARE, tanh), tanh);
        assertTrue(analysis(LONGEST, product).isComputedIn(tanh, product));
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
        assertTrue(analysis(LONGEST, b.batchSum(square)).isInside(square));
    }

    @Test
    void termsJoinASumOfConsecutiveRowsAlone() {
        Node square = b.apply(ElementwiseFunction.SQUARE, x);
        Node pairs = b.route(IndexTable.uniform(2, 4, 2, (row, k) -> 2 * row + k), square);
        assertTrue(analysis(LONGEST, pairs).isComputedIn(square, pairs));
        assertTrue(analysis(LONGEST, pairs).sumsTerms(pairs));
        Node crossed = b.route(IndexTable.uniform(2, 4, 2, (row, k) -> row + 2 * k), square);
        assertFalse(analysis(LONGEST, crossed).isInside(square));
        assertFalse(analysis(LONGEST, crossed).sumsTerms(crossed));
        assertFalse(analysis(LONGEST, pairs, square).sumsTerms(pairs), "a root is stored");
    }

    /** {@code x + x} in two passes: of many rows it is computed twice, of few or where it is dear it is stored. */
    @Test
    void whatIsCheapIsComputedInEachPassThatReadsIt() {
        assertTrue(isRepeated(ElementwiseFunction.ADD, 4096));
        assertFalse(isRepeated(ElementwiseFunction.ADD, 64));
        assertFalse(isRepeated(ElementwiseFunction.DIVIDE, 4096));
    }

    private boolean isRepeated(ElementwiseFunction function, int rows) {
        Node of = b.source(Op.SourceKind.FIELD, function + " " + rows, rows, false);
        Node twice = b.apply(function, of, of);
        Node tanh = b.apply(ElementwiseFunction.TANH, twice);
        Node exp = b.apply(ElementwiseFunction.EXP, twice);
        FusionAnalysis analysis = analysis(LONGEST, tanh, exp);
        return analysis.isComputedIn(twice, tanh) && analysis.isComputedIn(twice, exp);
    }

    /** {@code x + y} would be computed from two values where one is read. */
    @Test
    void whatReadsMoreThanItIsWorthIsStored() {
        Node one = b.source(Op.SourceKind.FIELD, "one", 4096, false);
        Node other = b.source(Op.SourceKind.FIELD, "other", 4096, false);
        Node sum = b.apply(ElementwiseFunction.ADD, one, other);
        Node tanh = b.apply(ElementwiseFunction.TANH, sum);
        assertFalse(
                analysis(LONGEST, tanh, b.apply(ElementwiseFunction.EXP, sum)).isInside(sum));
    }

    @Test
    void aPassHasNoMoreNodesThanItsLevelAllows() {
        Node first = b.apply(ElementwiseFunction.TANH, x);
        Node second = b.apply(ElementwiseFunction.SQUARE, first);
        Node third = b.apply(ElementwiseFunction.EXP, second);
        FusionAnalysis two = analysis(2, third);
        assertTrue(two.isComputedIn(second, third));
        assertTrue(two.isComputedIn(first, first));
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
