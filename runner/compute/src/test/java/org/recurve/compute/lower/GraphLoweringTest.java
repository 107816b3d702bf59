package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.compute.analysis.PaddingAnalysis;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.runtime.BufferView;
import org.recurve.compute.runtime.Instruction;
import org.recurve.compute.runtime.Instructions;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.MemorySpace;
import org.recurve.compute.runtime.TermSums;

/** Which instructions a schedule becomes, and when memory is given back. */
class GraphLoweringTest {
    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 4, false);
    private final Node w = b.source(Op.SourceKind.PARAMETER, "w", 16, true);
    private final Map<Node, BufferView> views = new HashMap<>();
    private final LoweringContext context =
            new LoweringContext(KernelSet.here(), FusionLevel.PASSES, new PaddingAnalysis(), 1, new HashMap<>());

    private GraphLowering lowering(Node... roots) {
        views.put(w, BufferView.shared(MemorySpace.PARAMETERS, 0, 16));
        return new GraphLowering(context, ExecutionSchedule.of(List.of(roots), FusionLevel.PASSES), views);
    }

    private static List<Class<?>> kinds(List<Instruction> instructions) {
        return instructions.stream().<Class<?>>map(Instruction::getClass).toList();
    }

    private Node linear(Node of) {
        return b.linear(ContractionSpec.dense(4, 4), ContractionOperand.OUTPUT, w, of);
    }

    @Test
    void eachStepOfTheScheduleIsAnInstruction() {
        Node product = linear(x);
        Node squared = b.apply(ElementwiseFunction.SQUARE, b.apply(ElementwiseFunction.TANH, product));
        Node sum = b.batchSum(squared);
        Node total = b.batchSum(product);
        GraphLowering lowering = lowering(sum, total);
        lowering.give(x);
        assertEquals(
                List.of(
                        Instructions.ContractionStep.class,
                        TermSums.BatchTermSum.class,
                        Instructions.BatchSumStep.class),
                kinds(lowering.plan()));
        assertEquals(List.of(List.of(product), List.of(sum), List.of(total)), lowering.computed());
    }

    @Test
    void theLargestAndWhereItWasAreOneInstruction() {
        IndexTable pairs = IndexTable.uniform(2, 4, 2, (row, k) -> 2 * row + k);
        Node largest = b.add(new Op.TakeAlong(pairs), x, b.add(new Op.Argmax(pairs), x));
        GraphLowering lowering = lowering(largest);
        lowering.give(x);
        assertEquals(List.of(Instructions.ArgmaxStep.class), kinds(lowering.plan()));
    }

    /** Of a chain of products two values live at a time: a sum over the batch lets all blocks pass in between. */
    @Test
    void memoryIsTakenBackAfterItsLastUse() {
        Node value = x;
        Node[] sums = new Node[6];
        for (int i = 0; i < sums.length; i++) {
            value = linear(value);
            sums[i] = b.batchSum(value);
        }
        GraphLowering lowering = lowering(sums);
        lowering.give(x);
        lowering.plan();
        int values = context.arena().size() / (4 * 16);
        assertTrue(values <= 4, "two values, the sums and what aligns them: " + values);
    }

    @Test
    void aRootKeepsItsMemoryUntilItIsReleased() {
        Node first = linear(x);
        GraphLowering lowering = lowering(first);
        lowering.give(x);
        lowering.plan();
        context.allPassed();
        BufferView place = views.get(first);
        assertTrue(place.offset() != context.take(4, false).offset());
        lowering.releaseRoots(List.of(first));
        context.allPassed();
        context.take(4, false); // where x lay, or the root
        assertTrue(context.arena().size() < 12 + 4 * 4 * 16, "the root's memory is taken again");
    }

    @Test
    void whatWasNeverMadeCannotBeRead() {
        GraphLowering lowering = lowering(b.apply(ElementwiseFunction.TANH, x));
        String message =
                assertThrows(IllegalStateException.class, lowering::plan).getMessage();
        assertTrue(message.startsWith("read before it was made"), message);
    }
}
