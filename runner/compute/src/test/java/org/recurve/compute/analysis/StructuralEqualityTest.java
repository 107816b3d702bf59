package org.recurve.compute.analysis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

class StructuralEqualityTest {
    private static Node graph(ElementwiseFunction function, String name, boolean swapped) {
        GraphBuilder b = new GraphBuilder();
        Node x = b.source(Op.SourceKind.FIELD, "input", 3, false);
        Node w = b.source(Op.SourceKind.PARAMETER, name, 3, true);
        return swapped ? b.apply(function, w, x) : b.apply(function, x, w);
    }

    @Test
    void graphsRecordedAlikeAreAlike() {
        assertTrue(StructuralEquality.of(
                List.of(graph(ElementwiseFunction.SUBTRACT, "w", false)),
                List.of(graph(ElementwiseFunction.SUBTRACT, "w", false))));
    }

    @Test
    void anotherOperationParameterOrOrderOfInputsIsAnotherGraph() {
        List<Node> graph = List.of(graph(ElementwiseFunction.SUBTRACT, "w", false));
        assertFalse(StructuralEquality.of(graph, List.of(graph(ElementwiseFunction.ADD, "w", false))));
        assertFalse(StructuralEquality.of(graph, List.of(graph(ElementwiseFunction.SUBTRACT, "v", false))));
        assertFalse(StructuralEquality.of(graph, List.of(graph(ElementwiseFunction.SUBTRACT, "w", true))));
        assertFalse(StructuralEquality.of(graph, List.of()));
    }
}
