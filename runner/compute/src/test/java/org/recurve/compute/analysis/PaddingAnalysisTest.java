package org.recurve.compute.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.compute.analysis.PaddingAnalysis.SequenceEnd;
import org.recurve.compute.autodiff.ReverseMode;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;

class PaddingAnalysisTest {
    private static final int STEPS = 4;
    private static final int UNITS = 3;

    private final GraphBuilder builder = new GraphBuilder();
    private final Node length = builder.source(Op.SourceKind.FIELD, "length", 1, false);
    private final Node x = builder.source(Op.SourceKind.FIELD, "input", STEPS * UNITS, false);
    private final Node w = builder.source(Op.SourceKind.PARAMETER, "W", UNITS * UNITS, true);

    private Node mask(float... numbers) {
        Node lengths = builder.route(IndexTable.gather(STEPS, 1, row -> 0), length);
        return builder.apply(ElementwiseFunction.GREATER, lengths, builder.literal(numbers));
    }

    private Node mask() {
        return mask(0, 1, 2, 3);
    }

    /** h = tanh(W h + x) where the mask is 1, else {@code otherwise} of the state before; what is read is the state after. */
    private Node run(Node mask, java.util.function.UnaryOperator<Node> otherwise) {
        ScanBuilder scan = new ScanBuilder(builder, STEPS, false);
        Node state = scan.state(builder.fill(0, UNITS));
        Node in = scan.sequence(x);
        Node one = scan.sequence(mask);
        GraphBuilder body = scan.body();
        Node moved = body.apply(
                ElementwiseFunction.TANH,
                body.apply(
                        ElementwiseFunction.ADD,
                        body.linear(ContractionSpec.dense(UNITS, UNITS), ContractionOperand.OUTPUT, w, state),
                        in));
        Node wide = body.route(IndexTable.gather(UNITS, 1, row -> 0), one);
        return scan.finish(List.of(body.apply(ElementwiseFunction.CHOOSE, wide, moved, otherwise.apply(state))))
                .last(0);
    }

    private Optional<SequenceEnd> end(Node last) {
        return new PaddingAnalysis().of(last.input(0)).map(PaddingAnalysis.PaddedScan::end);
    }

    @Test
    void aScanEndsWhereItsMaskLeavesTheStateAsItIs() {
        assertEquals(Optional.of(new SequenceEnd(length, STEPS)), end(run(mask(), state -> state)));
    }

    @Test
    void aScanThatChangesItsStateBehindTheMaskDoesNotEnd() {
        assertEquals(Optional.empty(), end(run(mask(), state -> builder.fill(0, UNITS))));
        assertEquals(Optional.empty(), end(run(mask(), state -> builder.fill(2, UNITS))));
    }

    @Test
    void aMaskThatIsNotOfAscendingStepsIsNoEnd() {
        assertEquals(Optional.empty(), end(run(mask(3, 2, 1, 0), state -> state)));
        assertEquals(Optional.empty(), end(run(mask(0, 1, 2, 4), state -> state)));
    }

    /** Each step reads its slice of p; in the second scan, all of p too. */
    @Test
    void aSequenceThatEachStepReadsWholeIsReadBehindItsEnd() {
        Node p = builder.linear(ContractionSpec.dense(UNITS, UNITS).repeated(STEPS), ContractionOperand.OUTPUT, w, x);
        for (boolean whole : new boolean[] {false, true}) {
            ScanBuilder scan = new ScanBuilder(builder, STEPS, false);
            GraphBuilder body = scan.body();
            Node state = scan.state(builder.fill(whole ? 1 : 0, UNITS));
            Node moved = body.apply(ElementwiseFunction.ADD, state, scan.sequence(p));
            if (whole) {
                Node wide = body.route(IndexTable.gather(STEPS * UNITS, UNITS, row -> row % UNITS), moved);
                Node all = body.apply(ElementwiseFunction.MULTIPLY, wide, p);
                moved = body.route(IndexTable.uniform(UNITS, STEPS * UNITS, STEPS, (row, k) -> k * UNITS + row), all);
            }
            Node mask = body.route(IndexTable.gather(UNITS, 1, row -> 0), scan.sequence(mask()));
            Node next = body.apply(ElementwiseFunction.CHOOSE, mask, moved, state);
            Node run = scan.finish(List.of(next)).last(0).input(0);
            assertEquals(
                    whole ? Optional.empty() : Optional.of(new SequenceEnd(length, STEPS)),
                    new PaddingAnalysis().unreadBehind(p, List.of(run)));
        }
    }

    @Test
    void theScanOfItsAdjointsEndsThereTooAndGivesZeros() {
        Node last = run(mask(), state -> state);
        Node loss = builder.batchSum(builder.apply(ElementwiseFunction.SQUARE, last));
        Node gradient = ReverseMode.gradient(builder, loss, List.of(w)).getFirst();
        PaddingAnalysis analysis = new PaddingAnalysis();
        List<Node> scans = GraphTraversal.ancestors(List.of(gradient)).stream()
                .filter(node -> node.op() instanceof Op.Scan)
                .toList();
        assertEquals(2, scans.size());
        scans.forEach(scan -> assertTrue(analysis.of(scan).isPresent(), scan::toString));
        Node sum = GraphTraversal.ancestors(List.of(gradient)).stream()
                .filter(node ->
                        node.op() instanceof Op.Linear(var g, var operand) && operand == ContractionOperand.WEIGHT)
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.of(new SequenceEnd(length, STEPS)), analysis.zeroBehind(sum.input(1)));
        assertFalse(analysis.zeroBehind(sum.input(0)).isPresent());
        assertEquals(List.of(length), PaddingAnalysis.lengths(List.of(gradient)));
    }
}
