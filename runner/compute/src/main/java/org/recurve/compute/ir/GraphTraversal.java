package org.recurve.compute.ir;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ways through a graph. */
public final class GraphTraversal {
    private GraphTraversal() {}

    /** Returns all that {@code roots} depend on, themselves included, in the order of recording. */
    public static List<Node> ancestors(Collection<Node> roots) {
        Set<Node> seen = new HashSet<>(roots);
        Deque<Node> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (Node input : open.pop().inputs()) {
                if (seen.add(input)) {
                    open.push(input);
                }
            }
        }
        return seen.stream().sorted(Comparator.comparingInt(Node::id)).toList();
    }

    /** Returns those of {@code ordered} (in the order of recording) that depend on one of {@code on}, these included. */
    public static Set<Node> dependents(List<Node> ordered, Collection<Node> on) {
        Set<Node> dependent = new HashSet<>(on);
        for (Node node : ordered) {
            if (node.inputs().stream().anyMatch(dependent::contains)) {
                dependent.add(node);
            }
        }
        return dependent;
    }
}
