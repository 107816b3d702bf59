package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * Decides which nodes get memory of their own. Elementwise nodes whose every consumer is computed in the same pass join that
 * pass; movements that only elementwise passes read become the way these read.
 */
final class FusionAnalysis {
    private final Map<Node, List<Node>> consumers = new HashMap<>();
    private final Map<Node, Node> head = new HashMap<>();
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
        Set<Node> heads = new HashSet<>();
        boolean inside =
                !roots.contains(node) && !GraphChecks.known(consumers, node).isEmpty();
        for (Node consumer : GraphChecks.known(consumers, node)) {
            inside &= consumer.op() instanceof Op.Elementwise
                    && consumer.shared() == node.shared()
                    && consumer.rows() == node.rows();
            heads.add(head.getOrDefault(consumer, consumer));
        }
        if (inside && heads.size() == 1) {
            Node first = heads.iterator().next();
            if (GraphChecks.known(length, first) < longest) {
                head.put(node, first);
                length.merge(first, 1, Integer::sum);
                return;
            }
        }
        head.put(node, node);
        length.put(node, 1);
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

    /** Returns whether the node is computed inside the pass of another. */
    boolean isInside(Node node) {
        return head.containsKey(node) && head.get(node) != node;
    }

    /** Returns the elementwise node in whose pass this one is computed. */
    Node head(Node node) {
        return GraphChecks.known(head, node);
    }
}
