package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** The order of work, and who needs memory until when. */
class ExecutionScheduleTest {
    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 4, false);
    private final Node w = b.source(Op.SourceKind.PARAMETER, "w", 12, true);
    private final Node linear = b.linear(ContractionSpec.dense(4, 3), ContractionOperand.OUTPUT, w, x);

    @Test
    void stepsAreWhatAnInstructionComputes() {
        Node tanh = b.apply(ElementwiseFunction.TANH, linear);
        Node scaled = b.apply(ElementwiseFunction.MULTIPLY, tanh, b.fill(2, 3));
        Node sum = b.batchSum(scaled);
        ExecutionSchedule schedule = ExecutionSchedule.of(List.of(sum), FusionLevel.PASSES);
        assertEquals(List.of(linear, sum), schedule.steps());
        assertEquals(
                List.of(linear, tanh, scaled, sum),
                ExecutionSchedule.of(List.of(sum), FusionLevel.OPERATIONS).steps());
    }

    @Test
    void valuesLiveUntilTheirLastReaderAndRootsToTheEnd() {
        Node picked = b.route(IndexTable.uniform(1, 3, 2, (row, k) -> 2 * k), linear);
        Node total = b.batchSum(picked);
        Node late = b.batchSum(linear);
        ExecutionSchedule schedule = ExecutionSchedule.of(List.of(total, late), FusionLevel.PASSES);
        assertEquals(List.of(linear, picked, total, late), schedule.steps());
        assertEquals(0, schedule.lastUse().get(x));
        assertEquals(2, schedule.lastUse().get(picked));
        assertEquals(3, schedule.lastUse().get(linear));
        assertEquals(Integer.MAX_VALUE, schedule.lastUse().get(total));
    }

    @Test
    void aFusedPassReadsWhatItsNodesReadFromOutside() {
        Node tanh = b.apply(ElementwiseFunction.TANH, linear);
        Node sum = b.apply(ElementwiseFunction.ADD, tanh, b.apply(ElementwiseFunction.EXP, linear));
        ExecutionSchedule schedule = ExecutionSchedule.of(List.of(sum), FusionLevel.PASSES);
        assertEquals(Set.of(linear), ExecutionSchedule.reads(sum, schedule.analysis()));
    }

    /** The largest rows and where they were are one instruction's. */
    @Test
    void whereTheLargestWasIsComputedWithIt() {
        IndexTable pairs = IndexTable.uniform(2, 4, 2, (row, k) -> 2 * row + k);
        Node choice = b.add(new Op.Argmax(pairs), x);
        Node largest = b.add(new Op.TakeAlong(pairs), x, choice);
        assertEquals(
                List.of(largest),
                ExecutionSchedule.of(List.of(largest), FusionLevel.PASSES).steps());
        assertEquals(
                List.of(choice),
                ExecutionSchedule.of(List.of(choice), FusionLevel.PASSES).steps());
    }

    /** Gradients of weights that read one value are moved next to each other, if nobody waits for the first. */
    @Test
    void weightGradientsOfOneValueAreComputedTogether() {
        Node a = b.source(Op.SourceKind.FIELD, "a", 3, false);
        Node c = b.source(Op.SourceKind.FIELD, "c", 3, false);
        Node first = b.linear(ContractionSpec.dense(4, 3), ContractionOperand.WEIGHT, x, a);
        Node between = b.apply(ElementwiseFunction.TANH, x);
        Node second = b.linear(ContractionSpec.dense(4, 3), ContractionOperand.WEIGHT, x, c);
        ExecutionSchedule schedule = ExecutionSchedule.of(List.of(first, between, second), FusionLevel.PASSES);
        assertEquals(List.of(between, first, second), schedule.steps());
        assertEquals(List.of(first, second), schedule.together(1, FusionLevel.PASSES));
        assertTrue(schedule.together(1, FusionLevel.OPERATIONS).equals(List.of(first)));
    }
}
