package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

class WeightGradientBatchingTest {
    private static final ContractionSpec DENSE = ContractionSpec.dense(4, 3);

    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 4, false);
    private final Node a = b.source(Op.SourceKind.FIELD, "a", 3, false);
    private final Node c = b.source(Op.SourceKind.FIELD, "c", 3, false);
    private final Node first = b.linear(DENSE, ContractionOperand.WEIGHT, x, a);

    private static List<Node> gathered(Node... steps) {
        List<Node> all = new ArrayList<>(List.of(steps));
        FusionAnalysis analysis =
                FusionAnalysis.of(GraphTraversal.ancestors(all), Set.of(steps), FusionLevel.PASSES.longestPass());
        WeightGradientBatching.gather(all, analysis);
        return all;
    }

    @Test
    void gradientsBelongTogetherIfTheyReadOneValueInOneWay() {
        assertTrue(WeightGradientBatching.are(first, b.linear(DENSE, ContractionOperand.WEIGHT, x, c)));
        Node y = b.source(Op.SourceKind.FIELD, "y", 4, false);
        assertFalse(WeightGradientBatching.are(first, b.linear(DENSE, ContractionOperand.WEIGHT, y, a)));
        Node w = b.source(Op.SourceKind.PARAMETER, "w", 12, true);
        assertFalse(WeightGradientBatching.are(b.linear(DENSE, ContractionOperand.OUTPUT, w, x), first));
        Node other = b.linear(
                ContractionSpec.dense(4, 2),
                ContractionOperand.WEIGHT,
                x,
                b.source(Op.SourceKind.FIELD, "d", 2, false));
        assertFalse(WeightGradientBatching.are(first, other));
    }

    @Test
    void theEarlierOneMovesToTheLater() {
        Node between = b.apply(ElementwiseFunction.TANH, x);
        Node second = b.linear(DENSE, ContractionOperand.WEIGHT, x, c);
        assertEquals(List.of(between, first, second), gathered(first, between, second));
    }

    @Test
    void theEarlierOneStaysIfSomethingBetweenReadsIt() {
        Node between = b.apply(ElementwiseFunction.TANH, first);
        Node second = b.linear(DENSE, ContractionOperand.WEIGHT, x, c);
        assertEquals(List.of(first, between, second), gathered(first, between, second));
    }
}
