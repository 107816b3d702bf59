package org.recurve.compute.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;

class DifferentiabilityCheckTest {
    private static final IndexTable ALL = IndexTable.uniform(1, 6, 6, (row, k) -> k);

    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "input", 6, false);
    private final Node w = b.source(Op.SourceKind.PARAMETER, "w", 6, true);
    private final Node product = b.apply(ElementwiseFunction.MULTIPLY, x, b.spread(w));
    private final Node best = b.add(new Op.Argmax(ALL), product);

    private Optional<Node> jump(Node root) {
        return DifferentiabilityCheck.find(List.of(root), List.of(w));
    }

    @Test
    void kinksAreNoJumps() {
        assertEquals(Optional.empty(), jump(b.apply(ElementwiseFunction.RELU, product)));
        assertEquals(Optional.empty(), jump(b.apply(ElementwiseFunction.MAX, product, x)));
        assertEquals(Optional.empty(), jump(b.add(new Op.TakeAlong(ALL), product, best)), "a maximum");
        Node doubled = b.apply(ElementwiseFunction.ADD, product, product);
        assertEquals(
                Optional.empty(), jump(b.add(new Op.TakeAlong(ALL), doubled, best)), "what a maximum elsewhere chose");
        Node first = b.apply(ElementwiseFunction.EQUAL, best, b.fill(0, 1));
        Node sum = b.route(IndexTable.uniform(1, 6, 6, (row, k) -> k), product);
        assertEquals(Optional.empty(), jump(b.apply(ElementwiseFunction.CHOOSE, first, sum, b.fill(0, 1))));
    }

    @Test
    void theNumberOfAChosenClassJumps() {
        assertEquals(Optional.of(best), jump(best));
        assertEquals(Optional.of(best), jump(b.apply(ElementwiseFunction.MULTIPLY, best, best)));
        Node first = b.apply(ElementwiseFunction.EQUAL, best, b.fill(0, 1));
        assertEquals(Optional.of(best), jump(b.apply(ElementwiseFunction.CHOOSE, first, b.fill(1, 1), b.fill(0, 1))));
        assertEquals(Optional.of(best), jump(b.add(new Op.TakeAlong(ALL), x, best)), "an input that parameters chose");
    }

    @Test
    void anIndexThatParametersMoveJumps() {
        Node index = b.route(IndexTable.uniform(1, 6, 6, (row, k) -> k), product);
        Node taken = b.add(new Op.TakeAlong(ALL), x, index);
        assertEquals(Optional.of(taken), jump(taken));
    }

    @Test
    void whatDataAloneChoosesOrIsStoppedDoesNot() {
        Node chosen = b.add(new Op.Argmax(ALL), x);
        assertEquals(Optional.empty(), jump(b.add(new Op.TakeAlong(ALL), product, chosen)));
        assertEquals(Optional.empty(), jump(chosen));
        assertEquals(Optional.empty(), jump(b.add(new Op.Argmax(ALL), b.stop(product))));
    }

    @Test
    void jumpsAreFoundInsideRecurrences() {
        ScanBuilder scan = new ScanBuilder(b, 3, false);
        Node state = scan.state(b.spread(b.fill(0, 6)));
        Node inside =
                scan.body().apply(ElementwiseFunction.ADD, state, scan.body().own(product));
        Node choice = scan.body().add(new Op.Argmax(ALL), inside);
        Node next = scan.body()
                .apply(ElementwiseFunction.ADD, inside, scan.body().route(IndexTable.gather(6, 1, row -> 0), choice));
        ScanBuilder.FinishedScan done = scan.finish(List.of(next));
        assertEquals("Argmax", jump(done.last(0)).orElseThrow().op().getClass().getSimpleName());
    }
}
