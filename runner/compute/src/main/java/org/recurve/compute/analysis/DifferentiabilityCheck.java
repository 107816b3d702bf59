package org.recurve.compute.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * Says where a model's derivatives do not say how it changes: it goes on calculating with the number of a class that argmax
 * chose among values that parameters move, or takes an element at an index that they move. To take an element that a
 * comparison of such values chose (a maximum, the k largest, a choice between two) is no jump: that is piecewise linear.
 */
public final class DifferentiabilityCheck {
    private final Set<Node> moving = new HashSet<>();
    /** Numbers that jump, with the operation that made them so. */
    private final Map<Node, Node> jumping = new HashMap<>();

    private final Map<Node, DifferentiabilityCheck> bodies = new HashMap<>();
    private Optional<Node> found = Optional.empty();

    private DifferentiabilityCheck() {}

    /** Returns the first operation that makes {@code roots} jump as the sources move. */
    public static Optional<Node> find(Collection<Node> roots, Collection<Node> sources) {
        DifferentiabilityCheck check = new DifferentiabilityCheck();
        check.moving.addAll(sources);
        return check.through(roots);
    }

    private Optional<Node> through(Collection<Node> roots) {
        GraphTraversal.ancestors(roots).forEach(this::visit);
        return found.or(() -> roots.stream()
                .flatMap(root -> Optional.ofNullable(jumping.get(root)).stream())
                .findFirst());
    }

    private void visit(Node node) {
        switch (node.op()) {
            case Op.StopGradient gradient -> {}
            case Op.Argmax argmax -> {
                if (moves(node.input(0)) || jumps(node.input(0))) {
                    jumping.put(node, node);
                }
            }
            case Op.TakeAlong along -> pick(node);
            case Op.Elementwise(ElementwiseFunction function)
            when function == ElementwiseFunction.CHOOSE -> choose(node);
            case Op.Linear _, Op.MatrixProduct _ -> {
                node.inputs().stream().filter(this::jumps).findFirst().ifPresent(this::blame);
                inherit(node);
            }
            case Op.Scan scan -> scan(node, scan);
            case Op.ScanOutputs(Node of) -> {
                inherit(node);
                Optional.ofNullable(bodies.get(node.input(0)))
                        .flatMap(body -> Optional.ofNullable(body.jumping.get(of)))
                        .ifPresent(origin -> jumping.put(node, origin));
            }
            case Op.GraphSource _,
                    Op.Fill _,
                    Op.Literal _,
                    Op.Elementwise _,
                    Op.GatherSum _,
                    Op.Concat _,
                    Op.ScatterAdd _,
                    Op.ScatterAddShared _,
                    Op.BatchSum _,
                    Op.Broadcast _,
                    Op.ScanCarry _ -> inherit(node);
        }
    }

    private boolean moves(Node node) {
        return moving.contains(node);
    }

    private boolean jumps(Node node) {
        return jumping.containsKey(node);
    }

    private void blame(Node jumping) {
        found = found.or(() -> Optional.ofNullable(this.jumping.get(jumping)));
    }

    private void inherit(Node node) {
        if (moving.contains(node)) {
            return;
        }
        for (Node input : node.inputs()) {
            if (moves(input)) {
                moving.add(node);
            }
            Optional.ofNullable(jumping.get(input)).ifPresent(origin -> jumping.put(node, origin));
        }
    }

    private void pick(Node node) {
        Node source = node.input(0);
        Node index = node.input(1);
        if (moves(index)) {
            found = found.or(() -> Optional.of(node));
        }
        taken(node, index, List.of(source));
    }

    private void choose(Node node) {
        taken(node, node.input(0), List.of(node.input(1), node.input(2)));
    }

    /** Notes that what is chosen moves as it did before; of what does not move, a choice that jumps makes a number that jumps. */
    private void taken(Node node, Node by, List<Node> of) {
        if (of.stream().anyMatch(this::moves)) {
            moving.add(node);
        } else {
            Optional.ofNullable(jumping.get(by)).ifPresent(origin -> jumping.put(node, origin));
        }
        of.forEach(one -> Optional.ofNullable(jumping.get(one)).ifPresent(origin -> jumping.put(node, origin)));
    }

    private void scan(Node node, Op.Scan scan) {
        inherit(node);
        DifferentiabilityCheck body = new DifferentiabilityCheck();
        List<Node> items = new ArrayList<>(scan.states());
        items.addAll(scan.sequences());
        items.addAll(scan.constants());
        for (int i = 0; i < items.size(); i++) {
            Node outside = node.input(i);
            if (moves(outside) || i < scan.states().size() && moves(node)) {
                body.moving.add(items.get(i));
            }
            Optional<Node> origin = Optional.ofNullable(jumping.get(outside));
            if (origin.isPresent()) {
                body.jumping.put(items.get(i), origin.get());
            }
        }
        Optional<Node> inside = body.through(scan.next());
        found = found.or(() -> inside);
        bodies.put(node, body);
    }
}
