package org.recurve.compute.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.compute.elementwise.Function;
import org.recurve.compute.graph.Endings.End;
import org.recurve.compute.link.Geometry;
import org.recurve.compute.link.Role;

class EndingsTest {
    private static final int STEPS = 4;
    private static final int UNITS = 3;

    private final Builder builder = new Builder();
    private final Node length = builder.source(Op.Kind.FIELD, "length", 1, false);
    private final Node x = builder.source(Op.Kind.FIELD, "input", STEPS * UNITS, false);
    private final Node w = builder.source(Op.Kind.PARAMETER, "W", UNITS * UNITS, true);

    private Node mask(float... numbers) {
        Node lengths = builder.route(Table.gather(STEPS, 1, row -> 0), length);
        return builder.apply(Function.GREATER, lengths, builder.literal(numbers));
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
        Builder body = scan.body();
        Node moved = body.apply(
                Function.TANH,
                body.apply(Function.ADD, body.linear(Geometry.dense(UNITS, UNITS), Role.OUTPUT, w, state), in));
        Node wide = body.route(Table.gather(UNITS, 1, row -> 0), one);
        return scan.finish(List.of(body.apply(Function.CHOOSE, wide, moved, otherwise.apply(state))))
                .last(0);
    }

    private Optional<End> end(Node last) {
        return new Endings().of(last.input(0)).map(Endings.Ending::end);
    }

    @Test
    void aScanEndsWhereItsMaskLeavesTheStateAsItIs() {
        assertEquals(Optional.of(new End(length, STEPS)), end(run(mask(), state -> state)));
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
        Node p = builder.linear(Geometry.dense(UNITS, UNITS).repeated(STEPS), Role.OUTPUT, w, x);
        for (boolean whole : new boolean[] {false, true}) {
            ScanBuilder scan = new ScanBuilder(builder, STEPS, false);
            Builder body = scan.body();
            Node state = scan.state(builder.fill(whole ? 1 : 0, UNITS));
            Node moved = body.apply(Function.ADD, state, scan.sequence(p));
            if (whole) {
                Node wide = body.route(Table.gather(STEPS * UNITS, UNITS, row -> row % UNITS), moved);
                Node all = body.apply(Function.MULTIPLY, wide, p);
                moved = body.route(Table.uniform(UNITS, STEPS * UNITS, STEPS, (row, k) -> k * UNITS + row), all);
            }
            Node mask = body.route(Table.gather(UNITS, 1, row -> 0), scan.sequence(mask()));
            Node next = body.apply(Function.CHOOSE, mask, moved, state);
            Node run = scan.finish(List.of(next)).last(0).input(0);
            assertEquals(
                    whole ? Optional.empty() : Optional.of(new End(length, STEPS)),
                    new Endings().unreadBehind(p, List.of(run)));
        }
    }

    @Test
    void theScanOfItsAdjointsEndsThereTooAndGivesZeros() {
        Node last = run(mask(), state -> state);
        Node loss = builder.batchSum(builder.apply(Function.SQUARE, last));
        Node gradient = Reverse.gradient(builder, loss, List.of(w)).getFirst();
        Endings endings = new Endings();
        List<Node> scans = Walk.ancestors(List.of(gradient)).stream()
                .filter(node -> node.op() instanceof Op.Scan)
                .toList();
        assertEquals(2, scans.size());
        scans.forEach(scan -> assertTrue(endings.of(scan).isPresent(), scan::toString));
        Node sum = Walk.ancestors(List.of(gradient)).stream()
                .filter(node -> node.op() instanceof Op.Linear(var g, var role) && role == Role.WEIGHT)
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.of(new End(length, STEPS)), endings.zeroBehind(sum.input(1)));
        assertFalse(endings.zeroBehind(sum.input(0)).isPresent());
        assertEquals(List.of(length), Endings.lengths(List.of(gradient)));
    }
}
