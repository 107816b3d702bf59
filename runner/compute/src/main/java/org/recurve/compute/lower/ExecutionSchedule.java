package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * The order of work on a graph, and who needs memory when.
 *
 * @param steps the nodes that an instruction computes, in order
 * @param analysis what has no instruction of its own
 * @param joined the steps that the instruction of the step before them computes with it
 * @param lastUse for each node with memory, the last step that reads it; roots live to the end
 */
record ExecutionSchedule(
        List<Node> ordered, List<Node> steps, FusionAnalysis analysis, Set<Node> joined, Map<Node, Integer> lastUse) {
    static ExecutionSchedule of(List<Node> roots, FusionLevel level) {
        List<Node> ordered = GraphTraversal.ancestors(roots);
        FusionAnalysis analysis = FusionAnalysis.of(ordered, Set.copyOf(roots), level.longestPass());
        List<Node> steps = new ArrayList<>();
        for (Node node : ordered) {
            if (isStep(node, analysis)) {
                steps.add(node);
            }
        }
        WeightGradientBatching.gather(steps, analysis);
        Set<Node> joined =
                level == FusionLevel.PASSES ? PassBatching.gather(steps, analysis, level.longestPass()) : Set.of();
        Map<Node, Integer> lastUse = new HashMap<>();
        for (int step = 0; step < steps.size(); step++) {
            for (Node read : reads(steps.get(step), analysis)) {
                lastUse.put(read, step);
            }
        }
        for (Node root : roots) {
            lastUse.put(IndexedRead.of(root, analysis).of(), Integer.MAX_VALUE);
        }
        return new ExecutionSchedule(ordered, List.copyOf(steps), analysis, joined, lastUse);
    }

    /**
     * Returns whether an instruction that computes some nodes computes another on the way: it is fused with one, a scan's result, or which row
     * was the largest.
     */
    boolean isComputedWith(List<Node> computed, Node node) {
        return analysis.isInside(node) && computed.stream().anyMatch(head -> analysis.isComputedIn(node, head))
                || node.op() instanceof Op.ScanResult && computed.contains(node.input(0))
                || node.op() instanceof Op.Argmax && computed.stream().anyMatch(head -> takesLargest(head, node));
    }

    private static boolean isStep(Node node, FusionAnalysis analysis) {
        return switch (node.op()) {
            case Op.GraphSource source -> false;
            case Op.Fill fill -> false;
            case Op.Literal literal -> false;
            case Op.ScanCarry last -> false;
            case Op.ScanOutputs outputs -> false;
            case Op.Argmax argmax -> !computedWithPick(node, analysis);
            case Op.Elementwise _,
                    Op.Linear _,
                    Op.GatherSum _,
                    Op.Concat _,
                    Op.MatrixProduct _,
                    Op.TakeAlong _,
                    Op.ScatterAdd _,
                    Op.ScatterAddShared _,
                    Op.BatchSum _,
                    Op.Broadcast _,
                    Op.StopGradient _,
                    Op.Scan _ -> !analysis.isVirtual(node) && !analysis.isInside(node);
        };
    }

    /** Returns whether a pick of the largest computes this choice on the way. */
    static boolean computedWithPick(Node argmax, FusionAnalysis analysis) {
        List<Node> consumers = analysis.consumers(argmax);
        return !consumers.isEmpty() && takesLargest(consumers.getFirst(), argmax);
    }

    static boolean takesLargest(Node pick, Node argmax) {
        return pick.op() instanceof Op.TakeAlong(var table)
                && argmax.op() instanceof Op.Argmax(var same)
                && pick.input(1) == argmax
                && pick.input(0) == argmax.input(0)
                && table.equals(same);
    }

    /** Returns the node of a step, and those behind it that one instruction computes with it. */
    List<Node> together(int step, FusionLevel level) {
        int end = step + 1;
        while (level == FusionLevel.PASSES
                && end < steps.size()
                && (joined.contains(steps.get(end))
                        || WeightGradientBatching.are(steps.get(end - 1), steps.get(end)))) {
            end++;
        }
        return steps.subList(step, end);
    }

    /** Returns the nodes with memory that an instruction reads. */
    static Set<Node> reads(Node step, FusionAnalysis analysis) {
        Set<Node> reads = new LinkedHashSet<>();
        if (step.op() instanceof Op.Elementwise || analysis.sumsTerms(step)) {
            collect(step, step, analysis, reads);
        } else {
            for (Node input : step.inputs()) {
                reads.add(IndexedRead.of(input, analysis).of());
            }
        }
        return reads;
    }

    private static void collect(Node node, Node head, FusionAnalysis analysis, Set<Node> into) {
        for (Node input : node.inputs()) {
            if (analysis.isComputedIn(input, head)) {
                collect(input, head, analysis, into);
            } else {
                into.add(IndexedRead.of(input, analysis).of());
            }
        }
    }
}
