package org.recurve.compute.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;

/**
 * Describes how derivatives pass a scan: the derivative of a loop is a loop over the derivative of its body, which reads the values
 * of the first loop as sequences.
 */
final class ScanDerivatives {
    private ScanDerivatives() {}

    /** Sends the adjoints of a scan's readings to its inputs. */
    static void reverse(
            GraphBuilder builder, Node node, Map<Node, Node> readings, Set<Node> active, BiConsumer<Node, Node> add) {
        Op.Scan scan = (Op.Scan) node.op();
        ScanBuilder back =
                new ScanBuilder(builder, scan.steps(), !scan.backwards(), inner -> residual(builder, node, inner));
        Map<Node, Node> seeds = new LinkedHashMap<>();
        for (int k = 0; k < scan.states().size(); k++) {
            int rows = scan.states().get(k).rows();
            Node start = reading(readings, new Op.ScanCarry(k)).orElseGet(() -> builder.fill(0, rows));
            seed(back.body(), seeds, scan.next().get(k), back.state(start));
        }
        readings.forEach((reading, adjoint) -> {
            if (reading.op() instanceof Op.ScanOutputs(Node value)) {
                seed(back.body(), seeds, value, back.sequence(adjoint));
            }
        });
        List<Node> items = items(scan);
        List<Node> wanted = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (i < scan.states().size() || active.contains(node.input(i))) {
                wanted.add(items.get(i));
            }
        }
        List<Optional<Node>> adjoints = ReverseMode.vjp(back.body(), seeds, wanted);
        List<Node> next = new ArrayList<>();
        for (int k = 0; k < scan.states().size(); k++) {
            int rows = scan.states().get(k).rows();
            next.add(adjoints.get(k).orElseGet(() -> back.body().fill(0, rows)));
        }
        deliver(node, scan, back.finish(next), wanted, adjoints, add);
    }

    private static void deliver(
            Node node,
            Op.Scan scan,
            ScanBuilder.FinishedScan done,
            List<Node> wanted,
            List<Optional<Node>> adjoints,
            BiConsumer<Node, Node> add) {
        List<Node> items = items(scan);
        int states = scan.states().size();
        int sequences = scan.sequences().size();
        for (int i = 0; i < items.size(); i++) {
            Node input = node.input(i);
            if (i < states) {
                add.accept(input, done.last(i));
                continue;
            }
            int at = wanted.indexOf(items.get(i));
            if (at >= 0 && adjoints.get(at).isPresent()) {
                Node adjoint = adjoints.get(at).get();
                add.accept(input, i < states + sequences ? done.stacked(adjoint) : done.total(adjoint));
            }
        }
    }

    /** Returns the tangents of a scan's readings, given those of its inputs. */
    static Pushed forward(GraphBuilder builder, Node node, List<Optional<Node>> tangents) {
        Op.Scan scan = (Op.Scan) node.op();
        ScanBuilder along =
                new ScanBuilder(builder, scan.steps(), scan.backwards(), inner -> residual(builder, node, inner));
        Map<Node, Node> seeds = new LinkedHashMap<>();
        List<Node> items = items(scan);
        int states = scan.states().size();
        int sequences = scan.sequences().size();
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            Optional<Node> tangent = tangents.get(i);
            if (i < states) {
                seeds.put(item, along.state(tangent.orElseGet(() -> builder.fill(0, item.rows()))));
            } else if (tangent.isPresent()) {
                seeds.put(
                        item,
                        i < states + sequences
                                ? along.sequence(tangent.get())
                                : along.body().own(tangent.get()));
            }
        }
        List<Node> all = GraphTraversal.ancestors(scan.next());
        List<Optional<Node>> pushed = ForwardMode.jvp(along.body(), seeds, all);
        Map<Node, Node> known = new HashMap<>(seeds);
        for (int i = 0; i < all.size(); i++) {
            Node value = all.get(i);
            pushed.get(i).ifPresent(tangent -> known.put(value, tangent));
        }
        List<Node> next = new ArrayList<>();
        for (Node after : scan.next()) {
            next.add(Optional.ofNullable(known.get(after))
                    .orElseGet(() -> along.body().fill(0, after.rows())));
        }
        return new Pushed(along.finish(next), known);
    }

    /** A scan of tangents. */
    record Pushed(ScanBuilder.FinishedScan scan, Map<Node, Node> tangents) {
        Optional<Node> read(Node reading) {
            return switch (reading.op()) {
                case Op.ScanCarry(int state) -> Optional.of(scan.last(state));
                case Op.ScanOutputs(Node value) ->
                    Optional.ofNullable(tangents.get(value)).map(scan::stacked);
                case Op.GraphSource _,
                        Op.Fill _,
                        Op.Literal _,
                        Op.Elementwise _,
                        Op.Linear _,
                        Op.GatherSum _,
                        Op.Concat _,
                        Op.Argmax _,
                        Op.MatrixProduct _,
                        Op.TakeAlong _,
                        Op.ScatterAdd _,
                        Op.ScatterAddShared _,
                        Op.BatchSum _,
                        Op.Broadcast _,
                        Op.StopGradient _,
                        Op.Scan _ -> throw new IllegalStateException("not a reading of a scan: " + reading);
            };
        }
    }

    /** Returns what stands, around a derived body, for a value of the body it was derived from. */
    private static ScanBuilder.Lifted residual(GraphBuilder builder, Node node, Node inner) {
        Op.Scan scan = (Op.Scan) node.op();
        if (inner.owner() != scan.states().getFirst().owner()) {
            return new ScanBuilder.Lifted(inner, false);
        }
        int states = scan.states().size();
        int sequence = scan.sequences().indexOf(inner);
        if (sequence >= 0) {
            return new ScanBuilder.Lifted(node.input(states + sequence), true);
        }
        int constant = scan.constants().indexOf(inner);
        if (constant >= 0) {
            return new ScanBuilder.Lifted(node.input(states + scan.sequences().size() + constant), false);
        }
        return new ScanBuilder.Lifted(builder.add(new Op.ScanOutputs(inner), node), true);
    }

    private static List<Node> items(Op.Scan scan) {
        List<Node> items = new ArrayList<>(scan.states());
        items.addAll(scan.sequences());
        items.addAll(scan.constants());
        return items;
    }

    private static void seed(GraphBuilder body, Map<Node, Node> seeds, Node node, Node adjoint) {
        seeds.merge(node, adjoint, (a, b) -> body.apply(ElementwiseFunction.ADD, a, b));
    }

    private static Optional<Node> reading(Map<Node, Node> readings, Op op) {
        return readings.entrySet().stream()
                .filter(entry -> entry.getKey().op().equals(op))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
