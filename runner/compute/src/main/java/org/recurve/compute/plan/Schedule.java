package org.recurve.compute.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Walk;

/**
 * The order of work on a graph, and who needs memory when.
 *
 * @param steps the nodes that an instruction computes, in order
 * @param fusion what has no instruction of its own
 * @param lastUse for each node with memory, the last step that reads it; roots live to the end
 */
record Schedule(List<Node> ordered, List<Node> steps, Fusion fusion, Map<Node, Integer> lastUse) {
    static Schedule of(List<Node> roots, Grain grain) {
        List<Node> ordered = Walk.ancestors(roots);
        Fusion fusion = Fusion.of(ordered, Set.copyOf(roots), grain.longestPass());
        List<Node> steps = new ArrayList<>();
        for (Node node : ordered) {
            if (isStep(node, fusion)) {
                steps.add(node);
            }
        }
        Siblings.gather(steps, fusion);
        Map<Node, Integer> lastUse = new HashMap<>();
        for (int step = 0; step < steps.size(); step++) {
            for (Node read : reads(steps.get(step), fusion)) {
                lastUse.put(read, step);
            }
        }
        for (Node root : roots) {
            lastUse.put(Reading.of(root, fusion).of(), Integer.MAX_VALUE);
        }
        return new Schedule(ordered, List.copyOf(steps), fusion, lastUse);
    }

    private static boolean isStep(Node node, Fusion fusion) {
        return switch (node.op()) {
            case Op.Source source -> false;
            case Op.Fill fill -> false;
            case Op.Literal literal -> false;
            case Op.Final last -> false;
            case Op.Stacked stacked -> false;
            case Op.Argmax argmax -> !computedWithPick(node, fusion);
            default -> !fusion.isVirtual(node) && !fusion.isInside(node);
        };
    }

    /** Whether a pick of the largest computes this choice on the way. */
    static boolean computedWithPick(Node argmax, Fusion fusion) {
        List<Node> consumers = fusion.consumers(argmax);
        return !consumers.isEmpty() && takesLargest(consumers.getFirst(), argmax);
    }

    static boolean takesLargest(Node pick, Node argmax) {
        return pick.op() instanceof Op.Pick(var table)
                && argmax.op() instanceof Op.Argmax(var same)
                && pick.input(1) == argmax
                && pick.input(0) == argmax.input(0)
                && table.equals(same);
    }

    /** The node of a step, and those behind it that one instruction computes with it. */
    List<Node> together(int step, Grain grain) {
        int end = step + 1;
        while (grain == Grain.PASSES && end < steps.size() && Siblings.are(steps.get(end - 1), steps.get(end))) {
            end++;
        }
        return steps.subList(step, end);
    }

    /** The nodes with memory that an instruction reads. */
    static Set<Node> reads(Node step, Fusion fusion) {
        Set<Node> reads = new LinkedHashSet<>();
        if (step.op() instanceof Op.Apply) {
            collect(step, step, fusion, reads);
        } else {
            for (Node input : step.inputs()) {
                reads.add(Reading.of(input, fusion).of());
            }
        }
        return reads;
    }

    private static void collect(Node node, Node head, Fusion fusion, Set<Node> into) {
        for (Node input : node.inputs()) {
            if (input.op() instanceof Op.Apply && fusion.head(input) == head && input != head) {
                collect(input, head, fusion, into);
            } else {
                into.add(Reading.of(input, fusion).of());
            }
        }
    }
}
