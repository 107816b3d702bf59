package org.recurve.compute.autodiff;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;

/** Forward mode: from the tangents of some nodes to the tangents of what depends on them, as new nodes. */
public final class ForwardMode {
    private final GraphBuilder builder;
    private final Map<Node, Node> tangents = new HashMap<>();
    private final Map<Node, ScanDerivatives.Pushed> scans = new HashMap<>();

    private ForwardMode(GraphBuilder builder) {
        this.builder = builder;
    }

    /** Returns the tangents of {@code of}, given those of the keys of {@code seeds}; empty where zero. */
    public static List<Optional<Node>> jvp(GraphBuilder builder, Map<Node, Node> seeds, Collection<Node> of) {
        ForwardMode mode = new ForwardMode(builder);
        List<Node> ordered = GraphTraversal.ancestors(of);
        seeds.forEach(mode::put);
        var dependent = GraphTraversal.dependents(ordered, seeds.keySet());
        for (Node node : ordered) {
            if (dependent.contains(node) && !seeds.containsKey(node)) {
                mode.step(node);
            }
        }
        return of.stream()
                .map(node -> Optional.ofNullable(mode.tangents.get(node)))
                .toList();
    }

    private void step(Node node) {
        builder.part(node.part());
        JvpRules.apply(node, inputs(node)).ifPresent(tangent -> put(node, tangent));
    }

    private void put(Node node, Node tangent) {
        tangents.put(node, node.shared() ? tangent : builder.spread(tangent));
    }

    private TangentSource inputs(Node node) {
        List<Optional<Node>> all = node.inputs().stream()
                .map(input -> Optional.ofNullable(tangents.get(input)))
                .toList();
        return new TangentSource() {
            @Override
            public GraphBuilder builder() {
                return builder;
            }

            @Override
            public Optional<Node> of(int input) {
                return all.get(input);
            }

            @Override
            public List<Optional<Node>> all() {
                return all;
            }

            @Override
            public Optional<Node> read(Node reading) {
                return Optional.ofNullable(scans.get(reading.input(0))).flatMap(pushed -> pushed.read(reading));
            }

            @Override
            public Optional<Node> scan(Node scan) {
                scans.put(scan, ScanDerivatives.forward(builder, scan, all));
                return Optional.empty();
            }
        };
    }
}
