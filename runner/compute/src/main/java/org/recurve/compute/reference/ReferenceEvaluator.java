package org.recurve.compute.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/**
 * Evaluates a graph by its definitions, slowly. In float it gives the bits that kernels must give; in double it serves
 * derivative checks, whose finite differences would drown in float's rounding.
 *
 * <p>A value is one array for each example, or a single one if it is shared.
 */
public final class ReferenceEvaluator {
    private final NumberPrecision precision;
    private final int examples;
    private final BiFunction<Op.GraphSource, Integer, double[]> sources;
    private final Map<Node, double[][]> values = new HashMap<>();
    private final Map<Node, ReferenceScan> scans = new HashMap<>();

    /** @param sources the numbers of a source, for an example (0 if it is shared) */
    public ReferenceEvaluator(
            NumberPrecision precision, int examples, BiFunction<Op.GraphSource, Integer, double[]> sources) {
        this.precision = precision;
        this.examples = examples;
        this.sources = sources;
    }

    /** Returns the value of {@code node}: [example][row], or [0][row] if shared. */
    public double[][] value(Node node) {
        for (Node needed : GraphTraversal.ancestors(List.of(node))) {
            if (needed.op() instanceof Op.Scan) {
                scans.computeIfAbsent(needed, this::loop);
            } else if (!values.containsKey(needed)) {
                values.put(needed, evaluate(needed));
            }
        }
        return GraphChecks.known(values, node);
    }

    private double[][] evaluate(Node node) {
        return switch (node.op()) {
            case Op.ScatterAddShared(IndexTable table) -> new double[][] {collect(table, node)};
            case Op.BatchSum sum -> new double[][] {batchSum(node.input(0))};
            case Op.Linear(var spec, var operand) ->
                ReferenceContraction.evaluate(precision, spec, operand, operands(node), examples);
            case Op.ScanCarry(int state) ->
                GraphChecks.known(scans, node.input(0)).last().get(state);
            case Op.ScanOutputs(Node output) ->
                GraphChecks.known(scans, node.input(0)).stack(output, examples);
            case Op.GraphSource _,
                    Op.Fill _,
                    Op.Literal _,
                    Op.Elementwise _,
                    Op.GatherSum _,
                    Op.Concat _,
                    Op.Argmax _,
                    Op.MatrixProduct _,
                    Op.TakeAlong _,
                    Op.ScatterAdd _,
                    Op.Broadcast _,
                    Op.StopGradient _,
                    Op.Scan _ -> perExample(node);
        };
    }

    private List<double[][]> operands(Node node) {
        return node.inputs().stream()
                .map(input -> GraphChecks.known(values, input))
                .toList();
    }

    private double[][] perExample(Node node) {
        double[][] result = new double[node.shared() ? 1 : examples][];
        for (int e = 0; e < result.length; e++) {
            int example = e;
            List<double[]> in = new ArrayList<>();
            for (Node input : node.inputs()) {
                in.add(GraphChecks.known(values, input)[input.shared() ? 0 : e]);
            }
            result[e] = one(node, example, in);
        }
        return result;
    }

    private double[] one(Node node, int example, List<double[]> in) {
        double[] out = new double[node.rows()];
        switch (node.op()) {
            case Op.GraphSource source -> System.arraycopy(sources.apply(source, example), 0, out, 0, out.length);
            case Op.Fill(float value, int rows) -> java.util.Arrays.fill(out, value);
            case Op.Literal literal -> java.util.Arrays.setAll(out, literal::at);
            case Op.Elementwise(var function) -> {
                for (int row = 0; row < out.length; row++) {
                    out[row] = precision.apply(
                            function,
                            in.getFirst()[row],
                            in.size() > 1 ? in.get(1)[row] : 0,
                            in.size() > 2 ? in.get(2)[row] : 0);
                }
            }
            case Op.MatrixProduct(MatrixProductSpec spec) ->
                ReferenceProduct.multiply(precision, spec, in.get(0), in.get(1), out);
            case Op.GatherSum(IndexTable table) -> {
                for (int row = 0; row < out.length; row++) {
                    for (int k = 0; k < table.size(row); k++) {
                        double term = in.getFirst()[table.source(row, k)];
                        out[row] = k == 0 ? term : precision.add(out[row], term);
                    }
                }
            }
            case Op.Concat concat -> {
                int at = 0;
                for (double[] part : in) {
                    System.arraycopy(part, 0, out, at, part.length);
                    at += part.length;
                }
            }
            case Op.Argmax(IndexTable table) -> java.util.Arrays.setAll(out, row -> argmax(table, row, in.getFirst()));
            case Op.TakeAlong(IndexTable table) ->
                java.util.Arrays.setAll(
                        out, row -> in.getFirst()[table.source(row, (int) in.get(1)[table.chooser(row)])]);
            case Op.ScatterAdd(IndexTable table) -> {
                for (int row = 0; row < table.rows(); row++) {
                    int to = table.source(row, (int) in.get(1)[table.chooser(row)]);
                    out[to] = precision.add(out[to], in.getFirst()[row]);
                }
            }
            case Op.Broadcast broadcast -> System.arraycopy(in.getFirst(), 0, out, 0, out.length);
            case Op.StopGradient gradient -> System.arraycopy(in.getFirst(), 0, out, 0, out.length);
            case Op.Linear _, Op.ScatterAddShared _, Op.BatchSum _, Op.Scan _, Op.ScanCarry _, Op.ScanOutputs _ ->
                throw new IllegalStateException("not an operation within one example: " + node);
        }
        return out;
    }

    /** Adds one chain for each destination, by example and then by row. */
    private double[] collect(IndexTable table, Node node) {
        double[][] y = GraphChecks.known(values, node.input(0));
        double[][] choice = GraphChecks.known(values, node.input(1));
        double[] out = new double[node.rows()];
        for (int e = 0; e < examples; e++) {
            for (int row = 0; row < table.rows(); row++) {
                int to = table.source(row, (int) choice[e][table.chooser(row)]);
                out[to] = precision.add(out[to], y[e][row]);
            }
        }
        return out;
    }

    private static int argmax(IndexTable table, int row, double[] x) {
        int best = 0;
        for (int k = 0; k < table.size(row); k++) {
            double candidate = x[table.source(row, k)];
            double largest = x[table.source(row, best)];
            if (Double.isNaN(candidate)) {
                return k;
            }
            if (candidate > largest) {
                best = k;
            }
        }
        return best;
    }

    /** 16 partial sums, lane after lane over the blocks, then a tree. */
    private double[] batchSum(Node output) {
        double[][] x = GraphChecks.known(values, output);
        double[] out = new double[output.rows()];
        for (int row = 0; row < out.length; row++) {
            double[] lanes = new double[BlockLayout.LANES];
            for (int e = 0; e < examples; e++) {
                lanes[e % BlockLayout.LANES] = precision.add(lanes[e % BlockLayout.LANES], x[e][row]);
            }
            out[row] = ReferenceContraction.tree(precision, lanes);
        }
        return out;
    }

    private ReferenceScan loop(Node scan) {
        return ReferenceScan.run(precision, examples, (Op.Scan) scan.op(), operands(scan), scan.inputs());
    }
}
