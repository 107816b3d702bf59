package org.recurve.compute.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphText;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;
import org.recurve.compute.runtime.InstructionSummary;
import org.recurve.compute.runtime.InstructionSummary.BufferUse;
import org.recurve.compute.runtime.KernelSet;

/** Programs written out by hand: which instructions a graph becomes, and where values are stored. */
class ExecutionPlanTest {
    private final GraphBuilder b = new GraphBuilder();
    private final Node x = b.source(Op.SourceKind.FIELD, "x", 4, false);
    private final Node w = b.source(Op.SourceKind.PARAMETER, "w", 12, true);
    private final Node bias = b.source(Op.SourceKind.PARAMETER, "b", 3, true);

    private static ExecutionPlan plan(FusionLevel level, Node... roots) {
        return ExecutionPlan.of(
                KernelSet.here(), level, List.of(roots), 16, Map.of("w", 0, "b", 12, "u", 15), Map.of());
    }

    private Node layer() {
        return b.apply(ElementwiseFunction.TANH, b.linear(ContractionSpec.dense(4, 3), w, x, bias));
    }

    /** An instruction without the offsets of its buffers, which are the arena's affair. */
    private static String line(InstructionSummary summary) {
        String reads = summary.reads().stream().map(BufferUse::text).collect(Collectors.joining(", "));
        String writes = summary.writes().stream().map(BufferUse::text).collect(Collectors.joining(", "));
        String formulas = summary.formulas().isEmpty() ? "" : " {" + String.join("; ", summary.formulas()) + "}";
        String body = summary.body().stream().map(line -> " | " + line(line)).collect(Collectors.joining());
        return (summary.kernel() + "(" + reads + ") -> " + writes + formulas + body).replaceAll("@\\d+", "");
    }

    private static List<String> lines(ExecutionPlan plan) {
        return plan.describe().stream().map(ExecutionPlanTest::line).toList();
    }

    @Test
    void aLayerIsAContractionAndAPassOverItsResult() {
        ExecutionPlan plan = plan(FusionLevel.PASSES, b.apply(ElementwiseFunction.SQUARE, layer()));
        assertEquals(
                List.of(
                        "ContractionKernel.accumulate(w=parameters[12], x=arena[4x16], start=parameters[3]) ->"
                                + " arena[3x16]",
                        "FusedKernel.lanes(a1=arena[3x16]) -> t2=arena[3x16] {t1 = tanh(a1); t2 = square(t1)}"),
                lines(plan));
        InstructionSummary pass = plan.describe().get(1);
        assertEquals(
                pass.reads().getFirst().place(),
                pass.writes().getFirst().place(),
                "nobody else reads the contraction, so the pass overwrites it");
    }

    @Test
    void aSumAddsTermsThatAreStoredNowhere() {
        Node square = b.apply(ElementwiseFunction.SQUARE, layer());
        assertEquals(
                List.of(
                        "ContractionKernel.accumulate(w=parameters[12], x=arena[4x16], start=parameters[3]) ->"
                                + " arena[3x16]",
                        "FusedKernel.strips(a1=arena[3x16]) -> sum(t2)=arena[3] {t1 = tanh(a1); t2 = square(t1)}"),
                lines(plan(FusionLevel.PASSES, b.batchSum(square))));
        assertEquals(
                List.of(
                        "ContractionKernel.accumulate(w=parameters[12], x=arena[4x16], start=parameters[3]) ->"
                                + " arena[3x16]",
                        "FusedKernel.strips(a1=arena[3x16]) -> sum(t2)=arena[1x16] {t1 = tanh(a1); t2 = square(t1)}"),
                lines(plan(FusionLevel.PASSES, b.route(IndexTable.uniform(1, 3, 3, (row, k) -> k), square))));
    }

    @Test
    void withoutFusionEachOperationStoresItsResult() {
        assertEquals(
                List.of(
                        "ContractionKernel.accumulate(w=parameters[12], x=arena[4x16], start=parameters[3]) ->"
                                + " arena[3x16]",
                        "FusedKernel.lanes(a1=arena[3x16]) -> t1=arena[3x16] {t1 = tanh(a1)}",
                        "FusedKernel.lanes(a1=arena[3x16]) -> t1=arena[3x16] {t1 = square(a1)}"),
                lines(plan(FusionLevel.OPERATIONS, b.apply(ElementwiseFunction.SQUARE, layer()))));
    }

    @Test
    void theScheduleSaysWhatIsFusedAndWhereResultsAre() {
        Node loss = b.batchSum(b.apply(ElementwiseFunction.SQUARE, layer()));
        assertEquals(
                List.of(
                        "given   %0 = field x [4] -> arena[4x16]",
                        "given   %1 = parameter w [12, shared] -> parameters[12]",
                        "given   %2 = parameter b [3, shared] -> parameters[3]",
                        "1       %3 = contraction-output(%1, %0, %2) {4 -> 3} [3] -> arena[3x16]",
                        "      | %4 = tanh(%3) [3]",
                        "      | %5 = square(%4) [3]",
                        "2       %6 = batch-sum(%5) [3, shared] -> arena[3]"),
                plan(FusionLevel.PASSES, loss).scheduleLines(GraphText.of(List.of(loss))).stream()
                        .map(line -> line.replaceAll("@\\d+", ""))
                        .toList());
    }

    /** {@code h = tanh(W h + x)} over two steps of three: the product is in the loop, and so is one pass. */
    @Test
    void aRecurrenceIsALoopOverTheInstructionsOfAStep() {
        Node steps = b.source(Op.SourceKind.FIELD, "steps", 6, false);
        Node u = b.source(Op.SourceKind.PARAMETER, "u", 9, true);
        ScanBuilder scan = new ScanBuilder(b, 2, false);
        Node state = scan.state(b.fill(0, 3));
        Node product = scan.body().linear(ContractionSpec.dense(3, 3), ContractionOperand.OUTPUT, u, state);
        Node next = scan.body()
                .apply(
                        ElementwiseFunction.TANH,
                        scan.body().apply(ElementwiseFunction.ADD, product, scan.sequence(steps)));
        Node states = scan.finish(List.of(next)).stacked(next);
        assertEquals(
                List.of(
                        "broadcast(constants[3]) -> arena[3x16]",
                        "scan(start=arena[3x16]) -> state=arena[3x16]"
                                + " | ContractionKernel.accumulate(w=parameters[9], x=arena[3x16]) -> arena[3x16]"
                                + " | FusedKernel.lanes(a1=arena[3x16], a2=arena[3x16 each step])"
                                + " -> t2=arena[3x16 each step] {t1 = add(a1, a2); t2 = tanh(t1)}"
                                + " | copy(arena[3x16 each step]) -> arena[3x16]"),
                lines(plan(FusionLevel.PASSES, states)));
    }

    @Test
    void gradientsAreWrittenWhereTheVectorHasThem() {
        Node gradient = b.linear(
                ContractionSpec.dense(4, 3),
                ContractionOperand.WEIGHT,
                x,
                b.source(Op.SourceKind.FIELD, "slope", 3, false));
        ExecutionPlan plan = ExecutionPlan.of(
                KernelSet.here(), FusionLevel.PASSES, List.of(gradient), 16, Map.of(), Map.of(gradient, 5));
        assertEquals("gradient@5[12]", plan.slot(gradient).place());
    }

    @Test
    void whatNoMemoryHoldsIsRefusedBeforePlanning() {
        Node wide = b.linear(ContractionSpec.dense(4, 3), ContractionOperand.OUTPUT, w, x);
        ExecutionPlan.check(List.of(wide), 16);
        assertThrows(OutOfMemoryError.class, () -> ExecutionPlan.check(List.of(wide), Integer.MAX_VALUE));
    }
}
