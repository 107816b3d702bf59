package org.recurve.compute.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Contraction;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;
import org.recurve.compute.trace.declaration.GradientProbe;

/** Sees gradients arrive in scans: adds zeros to states and to products with parameters, whose adjoints can be read. */
public final class ProbeInserter {
    private final List<GradientProbe> probes = new ArrayList<>();
    private final List<GradientProbe> open = new ArrayList<>();

    /** Returns what was seen, state by state and parameter by parameter. */
    List<GradientProbe> flows() {
        return List.copyOf(probes);
    }

    /** Returns a state of the body with a zero added under this name. */
    public Node state(TraceContext context, ScanBuilder scan, String name, Node value, Optional<Contraction> bound) {
        GradientProbe probe = flow(context, scan, name, value.rows(), Optional.empty(), bound);
        probes.add(probe);
        return scan.body().apply(ElementwiseFunction.ADD, value, scan.sequence(probe.tap()));
    }

    /** Returns a product with a parameter in the body, likewise. */
    Node product(TraceContext context, ScanBuilder scan, Node product, Node weights, Node reads, Optional<Node> from) {
        Optional<String> matrix = parameter(weights);
        if (matrix.isEmpty()) {
            return product;
        }
        GradientProbe probe = flow(context, scan, matrix.get(), product.rows(), Optional.of(reads), Optional.empty());
        open.add(probe);
        from.flatMap(ProbeInserter::parameter)
                .ifPresent(bias -> open.add(new GradientProbe(
                        unique(bias), probe.steps(), probe.tap(), Optional.empty(), Optional.empty())));
        return scan.body().apply(ElementwiseFunction.ADD, product, scan.sequence(probe.tap()));
    }

    /** The scan is recorded: what its products read can be seen from around it. */
    public void recorded(ScanBuilder.FinishedScan done) {
        for (GradientProbe probe : open) {
            probes.add(new GradientProbe(
                    probe.name(), probe.steps(), probe.tap(), probe.reads().map(done::stacked), probe.bound()));
        }
        open.clear();
    }

    private GradientProbe flow(
            TraceContext context,
            ScanBuilder scan,
            String name,
            int rows,
            Optional<Node> reads,
            Optional<Contraction> bound) {
        String own = unique(name);
        Node tap = context.root().source(Op.SourceKind.DIRECTION, "arrives at " + own, rows * scan.steps(), false);
        return new GradientProbe(own, scan.steps(), tap, reads, bound);
    }

    /** Returns a parameter may be used twice in a step. */
    private String unique(String name) {
        String own = name;
        for (int use = 2; taken(own); use++) {
            own = name + " (" + use + ")";
        }
        return own;
    }

    private boolean taken(String name) {
        return probes.stream().anyMatch(probe -> probe.name().equals(name))
                || open.stream().anyMatch(probe -> probe.name().equals(name));
    }

    private static Optional<String> parameter(Node node) {
        return node.op() instanceof Op.GraphSource(Op.SourceKind kind, String name, int rows, boolean common)
                        && kind == Op.SourceKind.PARAMETER
                ? Optional.of(name)
                : Optional.empty();
    }
}
