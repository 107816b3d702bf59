package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.kernel.elementwise.FusedExpression;
import org.recurve.compute.kernel.elementwise.FusedExpression.ExpressionStep;

/** Nodes of a pass as one expression: registers are inputs, then constants, then steps. */
class FusionGroupTest {
    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 4, false);
    private final Node y = b.source(Op.SourceKind.FIELD, "y", 4, false);

    private static FusionGroup group(Node head) {
        FusionAnalysis analysis = FusionAnalysis.of(
                GraphTraversal.ancestors(List.of(head)), Set.of(head), FusionLevel.PASSES.longestPass());
        return FusionGroup.of(List.of(head), analysis);
    }

    /** {@code tanh(x + y) · (x + y)}: the sum is one step, whoever reads it. */
    @Test
    void aNodeReadTwiceIsOneStep() {
        Node sum = b.apply(ElementwiseFunction.ADD, x, y);
        Node product = b.apply(ElementwiseFunction.MULTIPLY, b.apply(ElementwiseFunction.TANH, sum), sum);
        FusionGroup group = group(product);
        assertEquals(
                new FusedExpression(
                        2,
                        List.of(),
                        List.of(
                                new ExpressionStep(ElementwiseFunction.ADD, 0, 1, 0),
                                new ExpressionStep(ElementwiseFunction.TANH, 2),
                                new ExpressionStep(ElementwiseFunction.MULTIPLY, 3, 2, 3)),
                        List.of(4)),
                group.expression());
        assertEquals(List.of(x, y), group.inputs().stream().map(IndexedRead::of).toList());
    }

    /** {@code (x · 2 + 3) · 2}: a number that occurs twice is one constant, and none of the inputs. */
    @Test
    void numbersAreConstants() {
        Node scaled = b.apply(ElementwiseFunction.MULTIPLY, x, b.fill(2, 4));
        Node shifted = b.apply(ElementwiseFunction.ADD, scaled, b.fill(3, 4));
        FusionGroup group = group(b.apply(ElementwiseFunction.MULTIPLY, shifted, b.fill(2, 4)));
        assertEquals(
                new FusedExpression(
                        1,
                        List.of(2f, 3f),
                        List.of(
                                new ExpressionStep(ElementwiseFunction.MULTIPLY, 0, 1, 0),
                                new ExpressionStep(ElementwiseFunction.ADD, 3, 2, 3),
                                new ExpressionStep(ElementwiseFunction.MULTIPLY, 4, 1, 4)),
                        List.of(5)),
                group.expression());
    }

    /** {@code x + reverse(x)}: two ways of reading one value are two inputs. */
    @Test
    void aMovementIsAWayOfReading() {
        Node reversed = b.route(IndexTable.gather(4, 4, row -> 3 - row), x);
        FusionGroup group = group(b.apply(ElementwiseFunction.ADD, x, reversed));
        assertEquals(2, group.expression().inputs());
        assertEquals(List.of(x, x), group.inputs().stream().map(IndexedRead::of).toList());
        assertArrayEquals(new int[] {}, group.inputs().getFirst().map());
        assertArrayEquals(new int[] {3, 2, 1, 0}, group.inputs().getLast().map());
    }
}
