package org.recurve.compute.graph;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.compute.elementwise.Function;

class LikenessTest {
    private static Node graph(Function function, String name, boolean swapped) {
        Builder b = new Builder();
        Node x = b.source(Op.Kind.FIELD, "input", 3, false);
        Node w = b.source(Op.Kind.PARAMETER, name, 3, true);
        return swapped ? b.apply(function, w, x) : b.apply(function, x, w);
    }

    @Test
    void graphsRecordedAlikeAreAlike() {
        assertTrue(Likeness.of(
                List.of(graph(Function.SUBTRACT, "w", false)), List.of(graph(Function.SUBTRACT, "w", false))));
    }

    @Test
    void anotherOperationParameterOrOrderOfInputsIsAnotherGraph() {
        List<Node> graph = List.of(graph(Function.SUBTRACT, "w", false));
        assertFalse(Likeness.of(graph, List.of(graph(Function.ADD, "w", false))));
        assertFalse(Likeness.of(graph, List.of(graph(Function.SUBTRACT, "v", false))));
        assertFalse(Likeness.of(graph, List.of(graph(Function.SUBTRACT, "w", true))));
        assertFalse(Likeness.of(graph, List.of()));
    }
}
