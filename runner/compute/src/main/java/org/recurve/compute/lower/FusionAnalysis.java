package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * Decides which nodes get memory of their own. Elementwise nodes whose every consumer is computed in the same pass join that
 * pass, or several passes if {@link RepeatedTerms} allows it; a sum of consecutive rows or of the examples ends a pass, too.
 * Movements that only elementwise passes read become the way these read.
 */
final class FusionAnalysis {
    private final Map<Node, List<Node>> consumers = new HashMap<>();
    /** For each elementwise node the last nodes of the passes that compute it. */
    private final Map<Node, Set<Node>> passes = new HashMap<>();

    private final Map<Node, Integer> length = new HashMap<>();
    private final Set<Node> virtual = new HashSet<>();
    private final Set<Node> readByPasses = new HashSet<>();
    private final int longest;

    private FusionAnalysis(List<Node> ordered, Set<Node> roots, int longest) {
        this.longest = longest;
        for (Node node : ordered) {
            consumers.computeIfAbsent(node, n -> new ArrayList<>());
            node.inputs().forEach(input -> GraphChecks.known(consumers, input).add(node));
        }
        for (Node node : ordered.reversed()) {
            if (node.op() instanceof Op.Elementwise) {
                place(node, roots);
            } else if (!roots.contains(node) && moves(node)) {
                markVirtual(node);
            }
        }
    }

    /**
     * Decides for a graph.
     *
     * @param ordered all nodes, in the order of recording
     * @param longest the most elementwise nodes in one pass
     */
    static FusionAnalysis of(List<Node> ordered, Set<Node> roots, int longest) {
        return new FusionAnalysis(ordered, roots, longest);
    }

    private void place(Node node, Set<Node> roots) {
        Set<Node> reading = roots.contains(node) ? Set.of() : reading(node);
        boolean inside = reading.size() == 1 || reading.size() > 1 && RepeatedTerms.pays(node);
        if (inside && reading.stream().allMatch(pass -> length.getOrDefault(pass, 1) < longest)) {
            passes.put(node, reading);
            reading.forEach(pass -> length.merge(pass, 2, (before, _) -> before + 1));
        } else {
            passes.put(node, Set.of(node));
            length.put(node, 1);
        }
    }

    /** Returns the passes that could compute a node as they read it; none if anything else reads it. */
    private Set<Node> reading(Node node) {
        Set<Node> reading = new LinkedHashSet<>();
        for (Node consumer : GraphChecks.known(consumers, node)) {
            if (!joins(node, consumer)) {
                return Set.of();
            }
            reading.addAll(passes.getOrDefault(consumer, Set.of(consumer)));
        }
        return reading;
    }

    private static boolean joins(Node node, Node consumer) {
        return consumer.op() instanceof Op.Elementwise
                ? consumer.shared() == node.shared() && consumer.rows() == node.rows()
                : !node.shared() && addsTerms(consumer);
    }

    /** Returns whether a node adds rows that follow each other, or examples, so that its terms need not be stored. */
    private static boolean addsTerms(Node node) {
        return node.op() instanceof Op.BatchSum
                || node.op() instanceof Op.GatherSum(IndexTable table) && table.isConsecutive();
    }

    private static boolean moves(Node node) {
        return switch (node.op()) {
            case Op.GatherSum(IndexTable table) -> table.isGather();
            case Op.Broadcast broadcast -> true;
            case Op.StopGradient gradient -> true;
            case Op.GraphSource _,
                    Op.Fill _,
                    Op.Literal _,
                    Op.Elementwise _,
                    Op.Linear _,
                    Op.Concat _,
                    Op.Argmax _,
                    Op.MatrixProduct _,
                    Op.TakeAlong _,
                    Op.ScatterAdd _,
                    Op.ScatterAddShared _,
                    Op.BatchSum _,
                    Op.Scan _,
                    Op.ScanCarry _,
                    Op.ScanOutputs _ -> false;
        };
    }

    private void markVirtual(Node node) {
        boolean byPasses = GraphChecks.known(consumers, node).stream()
                .allMatch(consumer -> consumer.op() instanceof Op.Elementwise || readByPasses.contains(consumer));
        if (byPasses) {
            readByPasses.add(node);
        }
        if (byPasses || node.op() instanceof Op.StopGradient) {
            virtual.add(node);
        }
    }

    List<Node> consumers(Node node) {
        return GraphChecks.known(consumers, node);
    }

    /** Returns whether the node is only a way of reading another. */
    boolean isVirtual(Node node) {
        return virtual.contains(node);
    }

    /** Returns whether the node is computed inside the passes of others alone. */
    boolean isInside(Node node) {
        return passes.containsKey(node) && !GraphChecks.known(passes, node).contains(node);
    }

    /** Returns whether a node is computed in the pass that ends with {@code head}. */
    boolean isComputedIn(Node node, Node head) {
        return passes.getOrDefault(node, Set.of()).contains(head);
    }

    /** Returns whether a node adds up terms that are computed in its own pass. */
    boolean sumsTerms(Node node) {
        boolean sum = node.op() instanceof Op.BatchSum || node.op() instanceof Op.GatherSum;
        return sum && isComputedIn(node.input(0), node);
    }
}
