package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;
import org.recurve.compute.runtime.KernelSet;

class BufferReuseTest {
    private static final int STEPS = 50;
    private static final int UNITS = 8;

    private final GraphBuilder builder = new GraphBuilder();
    private final Node input = builder.source(Op.SourceKind.FIELD, "input", STEPS * UNITS, false);
    private final Node w = builder.source(Op.SourceKind.PARAMETER, "W", UNITS * UNITS, true);
    private final Node projection = builder.linear(
            ContractionSpec.dense(UNITS, UNITS).repeated(STEPS),
            org.recurve.compute.ir.ContractionOperand.OUTPUT,
            w,
            input);

    /** h = tanh(h + projection), the states of all steps side by side. */
    private Node states() {
        ScanBuilder scan = new ScanBuilder(builder, STEPS, false);
        Node state = scan.state(builder.fill(0, UNITS));
        Node next = scan.body()
                .apply(
                        ElementwiseFunction.TANH,
                        scan.body().apply(ElementwiseFunction.ADD, state, scan.sequence(projection)));
        return scan.finish(List.of(next)).stacked(next);
    }

    private static long stacks(Node... roots) {
        ExecutionPlan plan = ExecutionPlan.of(
                KernelSet.here(), FusionLevel.PASSES, List.of(roots), 16, Map.of("W", 0), new HashMap<>());
        return plan.activations() / (Float.BYTES * BlockLayout.LANES * STEPS * UNITS);
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
        Node h = scan.body().apply(ElementwiseFunction.TANH, scan.body().apply(ElementwiseFunction.ADD, state, in));
        Node through = scan.body()
                .linear(ContractionSpec.dense(UNITS, UNITS), org.recurve.compute.ir.ContractionOperand.OUTPUT, w, h);
        Node next = scan.body().apply(ElementwiseFunction.ADD, through, still);
        assertEquals(3, stacks(scan.finish(List.of(next)).stacked(h)));
    }

    @Test
    void aSequenceThatIsReadLaterKeepsItsMemory() {
        assertEquals(3, stacks(states(), projection));
    }
}
