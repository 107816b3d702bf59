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

    @Test
    void aSequenceThatIsReadLaterKeepsItsMemory() {
        assertEquals(3, stacks(states(), projection));
    }
}
