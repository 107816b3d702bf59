package org.recurve.compute.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.compute.elementwise.Function;
import org.recurve.compute.graph.Builder;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.ScanBuilder;
import org.recurve.compute.link.Geometry;

class HandoverTest {
    private static final int STEPS = 50;
    private static final int UNITS = 8;

    private final Builder builder = new Builder();
    private final Node input = builder.source(Op.Kind.FIELD, "input", STEPS * UNITS, false);
    private final Node w = builder.source(Op.Kind.PARAMETER, "W", UNITS * UNITS, true);
    private final Node projection = builder.linear(
            Geometry.dense(UNITS, UNITS).repeated(STEPS), org.recurve.compute.link.Role.OUTPUT, w, input);

    /** h = tanh(h + projection), the states of all steps side by side. */
    private Node states() {
        ScanBuilder scan = new ScanBuilder(builder, STEPS, false);
        Node state = scan.state(builder.fill(0, UNITS));
        Node next = scan.body().apply(Function.TANH, scan.body().apply(Function.ADD, state, scan.sequence(projection)));
        return scan.finish(List.of(next)).stacked(next);
    }

    private static long stacks(Node... roots) {
        Plan plan = Plan.of(Kernels.here(), Grain.PASSES, List.of(roots), 16, Map.of("W", 0), new HashMap<>());
        return plan.activations() / (Float.BYTES * Slot.LANES * STEPS * UNITS);
    }

    @Test
    void aStackTakesTheMemoryOfASequenceThatDiesWithTheScan() {
        assertEquals(2, stacks(states()), "the input's, and one for projection and states");
    }

    /** h = tanh(h + projection), then W h + stop(projection): both sequences are one memory, read after h is written. */
    @Test
    void aSequenceThatIsReadUnderAnotherNameKeepsItsMemory() {
        ScanBuilder scan = new ScanBuilder(builder, STEPS, false);
        Node state = scan.state(builder.fill(0, UNITS));
        Node in = scan.sequence(projection);
        Node still = scan.sequence(builder.stop(projection));
        Node h = scan.body().apply(Function.TANH, scan.body().apply(Function.ADD, state, in));
        Node through = scan.body().linear(Geometry.dense(UNITS, UNITS), org.recurve.compute.link.Role.OUTPUT, w, h);
        Node next = scan.body().apply(Function.ADD, through, still);
        assertEquals(3, stacks(scan.finish(List.of(next)).stacked(h)));
    }

    @Test
    void aSequenceThatIsReadLaterKeepsItsMemory() {
        assertEquals(3, stacks(states(), projection));
    }
}
