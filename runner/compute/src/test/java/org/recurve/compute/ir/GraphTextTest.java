package org.recurve.compute.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTextTest {
    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 6, false);

    @Test
    void aLineHasNameOperationRowsAndPart() {
        Node w = b.source(Op.SourceKind.PARAMETER, "w", 12, true);
        b.part("dense1");
        Node y = b.linear(ContractionSpec.dense(6, 2), ContractionOperand.OUTPUT, w, x);
        Node scaled = b.apply(ElementwiseFunction.MULTIPLY, y, b.literal(0.5f, 2));
        assertEquals(
                List.of(
                        "%0 = field x [6]",
                        "%1 = parameter w [12, shared]",
                        "%2 = contraction-output(%1, %0) {6 -> 2} [2] dense1",
                        "%3 = literal(0.5, 2.0) [2, shared] dense1",
                        "%4 = multiply(%2, %3) [2] dense1",
                        "%5 = batch-sum(%4) [2, shared] dense1"),
                GraphText.of(List.of(b.batchSum(scaled))).lines());
    }

    /** h = tanh(h + x), three steps of two rows. */
    @Test
    void aScanShowsItsBody() {
        ScanBuilder scan = new ScanBuilder(b, 3, true);
        Node state = scan.state(b.fill(0, 2));
        Node sum = scan.body().apply(ElementwiseFunction.ADD, state, scan.sequence(x));
        Node next = scan.body().apply(ElementwiseFunction.TANH, sum);
        assertEquals(
                List.of(
                        "%0 = field x [6]",
                        "%1 = fill(0.0) [2, shared]",
                        "%2 = broadcast(%1) [2]",
                        "%3 = scan(%2, %0) {3 steps, backwards} [0]",
                        "    state %3.0 begins as %2 and becomes %3.3",
                        "    sequence %3.1 is a step of %0",
                        "    %3.0 = item item0 [2]",
                        "    %3.1 = item item1 [2]",
                        "    %3.2 = add(%3.0, %3.1) [2]",
                        "    %3.3 = tanh(%3.2) [2]",
                        "%4 = scan-outputs(%3) {%3.3} [6]"),
                GraphText.of(List.of(scan.finish(List.of(next)).stacked(next))).lines());
    }
}
