package org.recurve.compute.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;

/** {@code h = 2 h + x}, from 1: after x = 1, 2, 3 that is 3, 8, 19, and read from the end 5, 12, 25. */
class ReferenceScanTest {
    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 3, false);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStateGoesFromStepToStep(boolean backwards) {
        ScanBuilder scan = new ScanBuilder(b, 3, backwards);
        Node state = scan.state(b.fill(1, 1));
        Node two = b.source(Op.SourceKind.PARAMETER, "two", 1, true);
        Node twice = scan.body().apply(ElementwiseFunction.MULTIPLY, state, two);
        Node next = scan.body().apply(ElementwiseFunction.ADD, twice, scan.sequence(x));
        ScanBuilder.FinishedScan done = scan.finish(java.util.List.of(next));
        ReferenceEvaluator evaluator = new ReferenceEvaluator(
                NumberPrecision.DOUBLE,
                2,
                (source, e) ->
                        source.name().equals("two") ? new double[] {2} : new double[][] {{1, 2, 3}, {0, 0, 0}}[e]);

        double[][] stacked = evaluator.value(done.stacked(next));
        assertArrayEquals(backwards ? new double[] {25, 12, 5} : new double[] {3, 8, 19}, stacked[0]);
        assertArrayEquals(backwards ? new double[] {8, 4, 2} : new double[] {2, 4, 8}, stacked[1]);
        double[][] last = evaluator.value(done.last(0));
        assertArrayEquals(new double[][] {{backwards ? 25 : 19}, {8}}, last);
        assertArrayEquals(
                new double[][] {{backwards ? 42 : 30}, {14}}, evaluator.value(done.total(next)), "the steps summed");
    }
}
