package org.recurve.compute.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;

class RowDependenciesTest {
    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "input", 6, false);

    private static BitSet rows(int... rows) {
        BitSet set = new BitSet();
        for (int row : rows) {
            set.set(row);
        }
        return set;
    }

    private void sees(BitSet expected, Node result, int row) {
        assertEquals(expected, RowDependencies.back(result, rows(row)).getOrDefault(x, new BitSet()));
    }

    @Test
    void elementwiseFunctionsSeeTheSameRow() {
        sees(rows(3), b.apply(ElementwiseFunction.ADD, b.apply(ElementwiseFunction.TANH, x), b.fill(2, 6)), 3);
    }

    @Test
    void movementsAndSumsSeeWhatTheyList() {
        Node reversed = b.route(IndexTable.gather(6, 6, row -> 5 - row), x);
        sees(rows(1), reversed, 4);
        sees(rows(2, 3), b.route(IndexTable.uniform(3, 6, 2, (row, k) -> 2 * row + k), x), 1);
        sees(rows(0, 5), b.apply(ElementwiseFunction.ADD, x, reversed), 0);
        sees(rows(), b.route(IndexTable.gather(8, 6, row -> row < 6 ? row : -1), x), 7);
    }

    @Test
    void joinedRowsSeeTheirOwnPart() {
        Node joined = b.join(b.fill(0, 2), x, b.apply(ElementwiseFunction.NEGATE, x));
        sees(rows(), joined, 1);
        sees(rows(5), joined, 7);
        sees(rows(0), joined, 8);
    }

    /** (x0 x1 x2; x3 x4 x5) times its transpose: element (1, 0) is made of both rows, (0, 0) of the first. */
    @Test
    void productsSeeARowAndAColumn() {
        Node turned = b.route(IndexTable.gather(6, 6, row -> row % 2 * 3 + row / 2), x);
        Node product = b.product(MatrixProductSpec.of(1, 2, 3, 2), x, turned);
        sees(rows(0, 1, 2), product, 0);
        sees(rows(0, 1, 2, 3, 4, 5), product, 2);
        sees(rows(3, 4, 5), product, 3);
        Node other = b.product(MatrixProductSpec.of(1, 2, 3, 2), b.spread(b.fill(1, 6)), x);
        sees(rows(1, 3, 5), other, 1);
    }

    @Test
    void denseUnitsSeeEverythingAndParametersAreNoneOfIt() {
        Node w = b.source(Op.SourceKind.PARAMETER, "w", 12, true);
        Node dense = b.linear(ContractionSpec.dense(6, 2), ContractionOperand.OUTPUT, w, x);
        sees(rows(0, 1, 2, 3, 4, 5), dense, 1);
        assertFalse(RowDependencies.back(dense, rows(1)).containsKey(w));
    }

    /** Three steps of two rows: a step sees itself and all that ran before it, the last state all of them. */
    @Test
    void stepsSeeTheStepsThatRanBefore() {
        sees(rows(0, 1, 2, 3), scan(false).stacked(), 2);
        sees(rows(2, 3, 4, 5), scan(true).stacked(), 3);
        sees(rows(0, 1, 2, 3, 4, 5), scan(false).last(), 0);
    }

    /** What it costs to look does not grow with what lies side by side: else two million steps would take minutes. */
    @Test
    void aLongSequenceIsSeenAsQuicklyAsAShortOne() {
        int steps = 2_000_000;
        Node long1 = b.source(Op.SourceKind.FIELD, "long", 3 * steps, false);
        Node w = b.source(Op.SourceKind.PARAMETER, "w", 6, true);
        Node each = b.linear(ContractionSpec.dense(3, 2).repeated(steps), ContractionOperand.OUTPUT, w, long1);
        BitSet wanted = new BitSet();
        wanted.set(2, 2 * steps - 1);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        BitSet seen = RowDependencies.back(each, wanted).get(long1);
        Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun);
        assertTrue(took.toMillis() < 2000, took::toString);
        BitSet expected = new BitSet();
        expected.set(3, 3 * steps);
        assertEquals(expected, seen);
    }

    private record Scanned(Node stacked, Node last) {}

    private Scanned scan(boolean backwards) {
        ScanBuilder scan = new ScanBuilder(b, 3, backwards);
        Node state = scan.state(b.fill(0, 2));
        Node next = scan.body()
                .apply(ElementwiseFunction.ADD, scan.sequence(x), scan.body().apply(ElementwiseFunction.TANH, state));
        ScanBuilder.FinishedScan done = scan.finish(List.of(next));
        return new Scanned(done.stacked(next), done.last(0));
    }
}
