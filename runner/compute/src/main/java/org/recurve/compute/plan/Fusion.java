package org.recurve.compute.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Require;
import org.recurve.compute.graph.Table;

/**
 * Decides which nodes get memory of their own. Elementwise nodes whose every consumer is computed in the same pass join that
 * pass; movements that only elementwise passes read become the way these read.
 */
final class Fusion {
    private final Map<Node, List<Node>> consumers = new HashMap<>();
    private final Map<Node, Node> head = new HashMap<>();
    private final Map<Node, Integer> length = new HashMap<>();
    private final Set<Node> virtual = new HashSet<>();
    private final Set<Node> readByPasses = new HashSet<>();
    private final int longest;

    private Fusion(List<Node> ordered, Set<Node> roots, int longest) {
        this.longest = longest;
        for (Node node : ordered) {
            consumers.computeIfAbsent(node, n -> new ArrayList<>());
            node.inputs().forEach(input -> Require.known(consumers, input).add(node));
        }
        for (Node node : ordered.reversed()) {
            if (node.op() instanceof Op.Apply) {
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
    static Fusion of(List<Node> ordered, Set<Node> roots, int longest) {
        return new Fusion(ordered, roots, longest);
    }

    private void place(Node node, Set<Node> roots) {
        Set<Node> heads = new HashSet<>();
        boolean inside =
                !roots.contains(node) && !Require.known(consumers, node).isEmpty();
        for (Node consumer : Require.known(consumers, node)) {
            inside &= consumer.op() instanceof Op.Apply
                    && consumer.shared() == node.shared()
                    && consumer.rows() == node.rows();
            heads.add(head.getOrDefault(consumer, consumer));
        }
        if (inside && heads.size() == 1) {
            Node first = heads.iterator().next();
            if (Require.known(length, first) < longest) {
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
            case Op.Route(Table table) -> table.isGather();
            case Op.Spread spread -> true;
            case Op.Stop stop -> true;
            default -> false;
        };
    }

    private void markVirtual(Node node) {
        boolean byPasses = Require.known(consumers, node).stream()
                .allMatch(consumer -> consumer.op() instanceof Op.Apply || readByPasses.contains(consumer));
        if (byPasses) {
            readByPasses.add(node);
        }
        if (byPasses || node.op() instanceof Op.Stop) {
            virtual.add(node);
        }
    }

    List<Node> consumers(Node node) {
        return Require.known(consumers, node);
    }

    /** Whether the node is only a way of reading another. */
    boolean isVirtual(Node node) {
        return virtual.contains(node);
    }

    /** Whether the node is computed inside the pass of another. */
    boolean isInside(Node node) {
        return head.containsKey(node) && head.get(node) != node;
    }

    /** The elementwise node in whose pass this one is computed. */
    Node head(Node node) {
        return Require.known(head, node);
    }
}
