package org.recurve.compute.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Records operations in order, once each: an operation recorded again on the same inputs is the same node. Movements of
 * movements become one movement. A scan's body has a builder of its own, which takes in nodes from around it.
 */
public final class GraphBuilder {
    private final UnaryOperator<Node> capture;
    private final Map<Key, Node> known = new HashMap<>();
    private int recorded;
    private int items;
    private String part = "";

    /** Returns a builder of a whole graph. */
    public GraphBuilder() {
        this(foreign -> {
            throw new IllegalArgumentException("a value of another model was used here: " + foreign);
        });
    }

    /** A builder of a scan's body; {@code capture} gives the item that stands for a node from outside. */
    GraphBuilder(UnaryOperator<Node> capture) {
        this.capture = capture;
    }

    /** Names the part of the model that records from now on. */
    public void part(String name) {
        part = name;
    }

    public String part() {
        return part;
    }

    /** Returns how many nodes were recorded so far: the id of the next. */
    public int size() {
        return recorded;
    }

    public Node add(Op op, Node... inputs) {
        List<Node> own = new ArrayList<>(inputs.length);
        for (Node input : inputs) {
            own.add(own(input));
        }
        return known.computeIfAbsent(
                new Key(op, own), key -> new Node(this, recorded++, op, own, rows(op, own), op.shared(own), part));
    }

    /** Returns the size of a result. What all examples share is kept once, so that only its shape limits it. */
    private static int rows(Op op, List<Node> inputs) {
        int rows = op.rows(inputs);
        return op.shared(inputs) ? rows : ElementLimit.rows(rows);
    }

    /** {@code node} itself, or what stands for it in this graph. */
    public Node own(Node node) {
        if (node.owner() == this) {
            return node;
        }
        return switch (node.op()) {
            case Op.Fill fill -> add(fill);
            case Op.Literal literal -> add(literal);
            case Op.GraphSource _,
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
                    Op.Scan _,
                    Op.ScanCarry _,
                    Op.ScanOutputs _ -> capture.apply(node);
        };
    }

    /** Something given from outside; the same kind and name is the same node. */
    public Node source(Op.SourceKind kind, String name, int rows, boolean shared) {
        return add(new Op.GraphSource(kind, name, rows, shared));
    }

    /** Returns a new item of a scan's body. */
    Node item(int rows, boolean shared) {
        return source(Op.SourceKind.ITEM, "item" + items++, rows, shared);
    }

    public Node fill(float value, int rows) {
        return add(new Op.Fill(value, rows));
    }

    public Node literal(float... values) {
        return add(new Op.Literal(IntArray.of(values.length, i -> Float.floatToRawIntBits(values[i]))));
    }

    public Node apply(ElementwiseFunction function, Node... inputs) {
        if (function == ElementwiseFunction.MULTIPLY && (isOne(inputs[0]) || isOne(inputs[1]))) {
            return own(isOne(inputs[0]) ? inputs[1] : inputs[0]);
        }
        if (function == ElementwiseFunction.CHOOSE && inputs[0].op() instanceof Op.Fill fill) {
            return own(fill.value() != 0 ? inputs[1] : inputs[2]);
        }
        return add(new Op.Elementwise(function), inputs);
    }

    private static boolean isOne(Node node) {
        Op op = node.op() instanceof Op.Broadcast ? node.input(0).op() : node.op();
        return op instanceof Op.Fill fill && fill.value() == 1;
    }

    /** Returns the rows that {@code table} lists, summed. */
    public Node route(IndexTable table, Node output) {
        if (table.isIdentity()) {
            return own(output);
        }
        if (output.op() instanceof Op.Fill fill && table.isGather() && fullyPresent(table)) {
            return fill(fill.value(), table.rows());
        }
        if (output.op() instanceof Op.GatherSum(IndexTable inner) && inner.isGather()) {
            return route(table.after(inner), output.input(0));
        }
        return add(new Op.GatherSum(table), output);
    }

    private static boolean fullyPresent(IndexTable table) {
        return table.listed().sources().size() == table.rows();
    }

    /** Returns the rows of {@code output} in another order, by reordering what computes them where that costs nothing. */
    public Node permute(int[] order, Node output) {
        IndexTable permutation = IndexTable.gather(order.length, output.rows(), row -> order[row]);
        return switch (output.op()) {
            case Op.Elementwise apply ->
                add(
                        apply,
                        output.inputs().stream().map(in -> permute(order, in)).toArray(Node[]::new));
            case Op.GatherSum(IndexTable table) -> route(permutation.after(table), output.input(0));
            case Op.Argmax(IndexTable table) -> add(new Op.Argmax(permutation.after(table)), output.input(0));
            case Op.TakeAlong(IndexTable.ListedTable table) ->
                add(new Op.TakeAlong(permutation.after(table)), output.input(0), permute(order, output.input(1)));
            case Op.GraphSource _,
                    Op.Fill _,
                    Op.Literal _,
                    Op.Linear _,
                    Op.Concat _,
                    Op.MatrixProduct _,
                    Op.TakeAlong _,
                    Op.ScatterAdd _,
                    Op.ScatterAddShared _,
                    Op.BatchSum _,
                    Op.Broadcast _,
                    Op.StopGradient _,
                    Op.Scan _,
                    Op.ScanCarry _,
                    Op.ScanOutputs _ -> route(permutation, output);
        };
    }

    public Node join(Node... parts) {
        return parts.length == 1 ? own(parts[0]) : add(new Op.Concat(), parts);
    }

    /** Returns a face of the trilinear form; a value of the form's two sides that all examples share is spread over them first. */
    public Node linear(ContractionSpec spec, ContractionOperand operand, Node first, Node second) {
        return operand == ContractionOperand.WEIGHT
                ? add(new Op.Linear(spec, operand), spread(first), spread(second))
                : add(new Op.Linear(spec, operand), first, spread(second));
    }

    /** Returns the output of the form, each sum beginning with {@code start}: shared with a row a filter, or with the output's rows. */
    public Node linear(ContractionSpec spec, Node weights, Node x, Node start) {
        return add(new Op.Linear(spec, ContractionOperand.OUTPUT), weights, spread(x), start);
    }

    /**
     * Returns the products of pairs of matrices; if an example has either for itself, what all share is given to every example.
     * Operands that were only moved to where the product reads them are read where they were.
     */
    public Node product(MatrixProductSpec spec, Node left, Node right) {
        Node x = own(left);
        Node y = own(right);
        if (x.shared() != y.shared()) {
            return product(spec, spread(x), spread(y));
        }
        if (x.op() instanceof Op.GatherSum(IndexTable table)) {
            Optional<MatrixProductSpec> read = spec.readingLeft(table);
            if (read.isPresent()) {
                return product(read.get(), x.input(0), y);
            }
        }
        if (y.op() instanceof Op.GatherSum(IndexTable table)) {
            Optional<MatrixProductSpec> read = spec.readingRight(table);
            if (read.isPresent()) {
                return product(read.get(), x, y.input(0));
            }
        }
        return add(new Op.MatrixProduct(spec), x, y);
    }

    public Node spread(Node value) {
        Node own = own(value);
        return own.shared() ? add(new Op.Broadcast(), own) : own;
    }

    public Node batchSum(Node value) {
        return add(new Op.BatchSum(), spread(value));
    }

    public Node stop(Node value) {
        return add(new Op.StopGradient(), value);
    }

    /** Returns the sum of both, or the one there is. */
    public Optional<Node> sum(Optional<Node> a, Optional<Node> b) {
        if (a.isEmpty()) {
            return b;
        }
        return b.isEmpty() ? a : Optional.of(apply(ElementwiseFunction.ADD, a.get(), b.get()));
    }

    private record Key(Op op, List<Node> inputs) {}
}
