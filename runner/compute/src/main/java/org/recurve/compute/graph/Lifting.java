package org.recurve.compute.graph;

import java.util.List;
import java.util.function.UnaryOperator;
import org.recurve.compute.graph.ScanBuilder.Lifted;
import org.recurve.compute.link.Role;

/** One operation of a scan's body, done for all steps at once on values whose steps lie side by side. */
record Lifting(Builder outer, int steps) {
    Node lift(Node node, List<Lifted> in, UnaryOperator<Node> repeat) {
        return switch (node.op()) {
            case Op.Apply apply ->
                outer.add(
                        apply, in.stream().map(value -> varying(value, repeat)).toArray(Node[]::new));
            case Op.Linear linear -> linear(linear, node, in, repeat);
            case Op.Route(Table table) ->
                outer.route(table.repeated(steps), in.get(0).node());
            case Op.Join join -> join(node, in, repeat);
            case Op.Argmax(Table table) ->
                outer.add(new Op.Argmax(table.repeated(steps)), in.get(0).node());
            case Op.Pick(Table table) -> pick(table, in, repeat);
            case Op.Place(Table table) ->
                outer.add(new Op.Place(table.repeated(steps)), varying(in.get(0), repeat), varying(in.get(1), repeat));
            case Op.Collect collect -> throw varyingWeights(node);
            case Op.BatchSum sum -> outer.batchSum(in.get(0).node());
            case Op.Spread spread -> outer.spread(in.get(0).node());
            case Op.Stop stop -> outer.stop(in.get(0).node());
            case Op.Scan scan -> throw nested();
            case Op.Final last -> throw nested();
            case Op.Stacked stacked -> throw nested();
            case Op.Source source -> throw new IllegalStateException("a source has no inputs");
            case Op.Fill fill -> throw new IllegalStateException("a fill has no inputs");
            case Op.Literal literal -> throw new IllegalStateException("a literal has no inputs");
        };
    }

    private static Node varying(Lifted value, UnaryOperator<Node> repeat) {
        return value.varying() ? value.node() : repeat.apply(value.node());
    }

    private Node linear(Op.Linear linear, Node node, List<Lifted> in, UnaryOperator<Node> repeat) {
        if (linear.role() == Role.WEIGHT || in.get(0).varying()) {
            throw varyingWeights(node);
        }
        var repeated = linear.geometry().repeated(steps);
        Node second = varying(in.get(1), repeat);
        if (in.size() == 2) {
            return outer.linear(repeated, linear.role(), in.get(0).node(), second);
        }
        Lifted start = in.get(2);
        boolean perFilter = !start.varying()
                && start.node().shared()
                && start.node().rows() == linear.geometry().filters();
        return outer.linear(repeated, in.get(0).node(), second, perFilter ? start.node() : varying(start, repeat));
    }

    private Node pick(Table table, List<Lifted> in, UnaryOperator<Node> repeat) {
        return in.get(0).varying()
                ? outer.add(new Op.Pick(table.repeated(steps)), in.get(0).node(), varying(in.get(1), repeat))
                : outer.add(
                        new Op.Pick(table.repeatedFromOneSource(steps)),
                        in.get(0).node(),
                        in.get(1).node());
    }

    private Node join(Node node, List<Lifted> in, UnaryOperator<Node> repeat) {
        Node joined =
                outer.join(in.stream().map(value -> varying(value, repeat)).toArray(Node[]::new));
        int rows = node.rows();
        int[] source = new int[rows * steps];
        int before = 0;
        for (Node part : node.inputs()) {
            for (int step = 0; step < steps; step++) {
                for (int row = 0; row < part.rows(); row++) {
                    source[step * rows + before + row] = steps * before + step * part.rows() + row;
                }
            }
            before += part.rows();
        }
        return outer.route(Table.gather(source.length, joined.rows(), row -> source[row]), joined);
    }

    private static UnsupportedOperationException varyingWeights(Node node) {
        return new UnsupportedOperationException("weights that differ from step to step of a scan (in " + node.part()
                + "); compute them before the scan");
    }

    private static UnsupportedOperationException nested() {
        return new UnsupportedOperationException("a scan inside the step of another scan; run the inner one outside");
    }
}
