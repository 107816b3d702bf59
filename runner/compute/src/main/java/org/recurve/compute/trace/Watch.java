package org.recurve.compute.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Contraction;
import org.recurve.compute.elementwise.Function;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.ScanBuilder;

/** Sees gradients arrive in scans: adds zeros to states and to products with parameters, whose adjoints can be read. */
final class Watch {
    private final List<Flow> flows = new ArrayList<>();
    private final List<Flow> open = new ArrayList<>();

    /** What was seen, state by state and parameter by parameter. */
    List<Flow> flows() {
        return List.copyOf(flows);
    }

    /** A state of the body with a zero added under this name. */
    Node state(Tracer tracer, ScanBuilder scan, String name, Node value, Optional<Contraction> bound) {
        Flow flow = flow(tracer, scan, name, value.rows(), Optional.empty(), bound);
        flows.add(flow);
        return scan.body().apply(Function.ADD, value, scan.sequence(flow.tap()));
    }

    /** A product with a parameter in the body, likewise. */
    Node product(Tracer tracer, ScanBuilder scan, Node product, Node weights, Node reads, Optional<Node> from) {
        Optional<String> matrix = parameter(weights);
        if (matrix.isEmpty()) {
            return product;
        }
        Flow flow = flow(tracer, scan, matrix.get(), product.rows(), Optional.of(reads), Optional.empty());
        open.add(flow);
        from.flatMap(Watch::parameter)
                .ifPresent(bias ->
                        open.add(new Flow(unique(bias), flow.steps(), flow.tap(), Optional.empty(), Optional.empty())));
        return scan.body().apply(Function.ADD, product, scan.sequence(flow.tap()));
    }

    /** The scan is recorded: what its products read can be seen from around it. */
    void recorded(ScanBuilder.Finished done) {
        for (Flow flow : open) {
            flows.add(
                    new Flow(flow.name(), flow.steps(), flow.tap(), flow.reads().map(done::stacked), flow.bound()));
        }
        open.clear();
    }

    private Flow flow(
            Tracer tracer, ScanBuilder scan, String name, int rows, Optional<Node> reads, Optional<Contraction> bound) {
        String own = unique(name);
        Node tap = tracer.root().source(Op.Kind.DIRECTION, "arrives at " + own, rows * scan.steps(), false);
        return new Flow(own, scan.steps(), tap, reads, bound);
    }

    /** A parameter may be used twice in a step. */
    private String unique(String name) {
        String own = name;
        for (int use = 2; taken(own); use++) {
            own = name + " (" + use + ")";
        }
        return own;
    }

    private boolean taken(String name) {
        return flows.stream().anyMatch(flow -> flow.name().equals(name))
                || open.stream().anyMatch(flow -> flow.name().equals(name));
    }

    private static Optional<String> parameter(Node node) {
        return node.op() instanceof Op.Source(Op.Kind kind, String name, int rows, boolean common)
                        && kind == Op.Kind.PARAMETER
                ? Optional.of(name)
                : Optional.empty();
    }
}
