package org.recurve.compute.autodiff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;

/**
 * Reverse mode: from the adjoints of some nodes to the adjoints of others, as new nodes. A node's adjoints are added in
 * descending order of its consumers' recording.
 */
public final class ReverseMode {
    private final GraphBuilder builder;
    private final Set<Node> active;
    private final Map<Node, Node> adjoints = new HashMap<>();
    private final Map<Node, Map<Node, Node>> readings = new HashMap<>();
    private final PriorityQueue<Node> open =
            new PriorityQueue<>(Comparator.comparingInt(Node::id).reversed());

    private ReverseMode(GraphBuilder builder, Set<Node> active) {
        this.builder = builder;
        this.active = active;
    }

    /** Returns the gradient of {@code scalar}, summed over the examples, by each of {@code of}. */
    public static List<Node> gradient(GraphBuilder builder, Node scalar, List<Node> of) {
        Map<Node, Node> seeds = Map.of(scalar, builder.fill(1, scalar.rows()));
        List<Optional<Node>> adjoints = vjp(builder, seeds, of);
        List<Node> gradient = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            int rows = of.get(i).rows();
            gradient.add(adjoints.get(i).orElseGet(() -> builder.fill(0, rows)));
        }
        return gradient;
    }

    /** Returns the adjoints of {@code of}, given those of the keys of {@code seeds}; empty where nothing flows. */
    public static List<Optional<Node>> vjp(GraphBuilder builder, Map<Node, Node> seeds, List<Node> of) {
        List<Node> ordered = GraphTraversal.ancestors(seeds.keySet());
        ReverseMode mode = new ReverseMode(builder, GraphTraversal.dependents(ordered, of));
        seeds.forEach(mode::add);
        mode.run();
        return of.stream()
                .map(node -> Optional.ofNullable(mode.adjoints.get(node)))
                .toList();
    }

    private void run() {
        while (!open.isEmpty()) {
            Node node = open.poll();
            builder.part(node.part());
            VjpRules.apply(node, new Inputs(node));
        }
    }

    private void add(Node node, Node adjoint) {
        if (!active.contains(node)) {
            return;
        }
        Node kind = node.shared() ? adjoint.shared() ? adjoint : builder.batchSum(adjoint) : builder.spread(adjoint);
        Node before = adjoints.get(node);
        if (before == null) {
            open.add(node);
            adjoints.put(node, kind);
        } else {
            adjoints.put(node, builder.apply(ElementwiseFunction.ADD, before, kind));
        }
    }

    private void keep(Node reading, Node adjoint) {
        Node scan = reading.input(0);
        Map<Node, Node> kept = readings.get(scan);
        if (kept == null) {
            kept = new LinkedHashMap<>();
            readings.put(scan, kept);
            open.add(scan);
        }
        kept.put(reading, adjoint);
    }

    private final class Inputs implements CotangentSink {
        private final Node node;

        Inputs(Node node) {
            this.node = node;
        }

        @Override
        public GraphBuilder builder() {
            return builder;
        }

        @Override
        public Node adjoint() {
            return GraphChecks.known(adjoints, node);
        }

        @Override
        public boolean wants(int input) {
            return active.contains(node.input(input));
        }

        @Override
        public void add(int input, Node adjoint) {
            ReverseMode.this.add(node.input(input), adjoint);
        }

        @Override
        public void read(Node reading, Node adjoint) {
            keep(reading, adjoint);
        }

        @Override
        public void scan(Node scan) {
            ScanDerivatives.reverse(builder, scan, GraphChecks.known(readings, scan), active, ReverseMode.this::add);
        }
    }
}
