package org.recurve.compute.ir;

import java.util.List;
import java.util.function.UnaryOperator;
import org.recurve.compute.ir.ScanBuilder.Lifted;

/** An operation of a scan's body, done for all steps at once on values whose steps lie side by side. */
record TimeBatching(GraphBuilder outer, int steps) {
    Node lift(Node node, List<Lifted> in, UnaryOperator<Node> repeat) {
        return switch (node.op()) {
            case Op.Elementwise elementwise ->
                outer.add(
                        elementwise,
                        in.stream().map(value -> varying(value, repeat)).toArray(Node[]::new));
            case Op.Linear linear -> linear(linear, node, in, repeat);
            case Op.MatrixProduct(MatrixProductSpec spec) ->
                outer.product(spec.repeated(steps), varying(in.get(0), repeat), varying(in.get(1), repeat));
            case Op.GatherSum(IndexTable table) ->
                outer.route(table.repeated(steps), in.get(0).node());
            case Op.Concat concat -> join(node, in, repeat);
            case Op.Argmax(IndexTable table) ->
                outer.add(new Op.Argmax(table.repeated(steps)), in.get(0).node());
            case Op.TakeAlong(IndexTable table) -> pick(table, in, repeat);
            case Op.ScatterAdd(IndexTable table) ->
                outer.add(
                        new Op.ScatterAdd(table.repeated(steps)),
                        varying(in.get(0), repeat),
                        varying(in.get(1), repeat));
            case Op.ScatterAddShared scatterAddShared -> throw varyingWeights(node);
            case Op.BatchSum sum -> outer.batchSum(in.get(0).node());
            case Op.Broadcast broadcast -> outer.spread(in.get(0).node());
            case Op.StopGradient gradient -> outer.stop(in.get(0).node());
            case Op.Scan scan -> throw nested();
            case Op.ScanCarry last -> throw nested();
            case Op.ScanOutputs outputs -> throw nested();
            case Op.GraphSource source -> throw new IllegalStateException("a source has no inputs");
            case Op.Fill fill -> throw new IllegalStateException("a fill has no inputs");
            case Op.Literal literal -> throw new IllegalStateException("a literal has no inputs");
        };
    }

    private static Node varying(Lifted value, UnaryOperator<Node> repeat) {
        return value.varying() ? value.node() : repeat.apply(value.node());
    }

    private Node linear(Op.Linear linear, Node node, List<Lifted> in, UnaryOperator<Node> repeat) {
        if (linear.operand() == ContractionOperand.WEIGHT || in.get(0).varying()) {
            throw varyingWeights(node);
        }
        var repeated = linear.spec().repeated(steps);
        Node second = varying(in.get(1), repeat);
        if (in.size() == 2) {
            return outer.linear(repeated, linear.operand(), in.get(0).node(), second);
        }
        Lifted start = in.get(2);
        boolean perFilter = !start.varying()
                && start.node().shared()
                && start.node().rows() == linear.spec().filters();
        return outer.linear(repeated, in.get(0).node(), second, perFilter ? start.node() : varying(start, repeat));
    }

    private Node pick(IndexTable table, List<Lifted> in, UnaryOperator<Node> repeat) {
        return in.get(0).varying()
                ? outer.add(new Op.TakeAlong(table.repeated(steps)), in.get(0).node(), varying(in.get(1), repeat))
                : outer.add(
                        new Op.TakeAlong(table.repeatedFromOneSource(steps)),
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
        return outer.route(IndexTable.gather(source.length, joined.rows(), row -> source[row]), joined);
    }

    private static UnsupportedOperationException varyingWeights(Node node) {
        return new UnsupportedOperationException("weights that differ from step to step of a scan (in " + node.part()
                + "); compute them before the scan");
    }

    private static UnsupportedOperationException nested() {
        return new UnsupportedOperationException("a scan inside the step of another scan; run the inner one outside");
    }
}
