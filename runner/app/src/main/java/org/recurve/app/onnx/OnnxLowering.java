package org.recurve.app.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** Brings the operations of a graph, or of a scan's body, to operators of ONNX. */
final class OnnxLowering {
    private static final List<OnnxAttribute> ROWS = List.of(OnnxAttribute.of("axis", 1));

    private final OnnxGraph graph;
    private final OnnxSources sources;
    private final OnnxTables tables;
    private final Map<Node, String> values = new HashMap<>();
    private final Map<Node, String> scanned = new HashMap<>();

    OnnxLowering(OnnxGraph graph, OnnxSources sources) {
        this.graph = graph;
        this.sources = sources;
        this.tables = new OnnxTables(graph);
    }

    /** Adds the operators of all that these nodes depend on. */
    void lower(List<Node> roots) {
        List<Node> needed = GraphTraversal.ancestors(roots);
        for (Node node : needed) {
            if (!values.containsKey(node)) {
                graph.part(node.part());
                values.put(node, lowered(node, needed));
            }
        }
    }

    /** Returns the name of a lowered node's value. */
    String value(Node node) {
        return GraphChecks.known(values, node);
    }

    /** Returns a lowered node's value for every example. */
    String each(Node node) {
        return node.shared() ? spread(value(node)) : value(node);
    }

    private String spread(String shared) {
        return graph.add("Expand", shared, sources.batch());
    }

    private String lowered(Node node, List<Node> needed) {
        List<String> in = node.inputs().stream().map(this::value).toList();
        return switch (node.op()) {
            case Op.GraphSource source -> sources.of(source);
            case Op.Fill(float value, int rows) -> graph.fill(value, rows);
            case Op.Literal literal -> {
                float[] numbers = new float[node.rows()];
                for (int row = 0; row < numbers.length; row++) {
                    numbers[row] = literal.at(row);
                }
                yield graph.literal(numbers);
            }
            case Op.Elementwise(var function) -> new OnnxFunctions(graph).apply(function, in);
            case Op.Linear(ContractionSpec spec, var operand) -> {
                OnnxContraction contraction = new OnnxContraction(graph, spec);
                yield switch (operand) {
                    case OUTPUT -> {
                        boolean begins = in.size() > 2;
                        yield contraction.output(
                                in.get(0),
                                in.get(1),
                                begins ? Optional.of(in.get(2)) : Optional.empty(),
                                begins ? node.input(2).rows() : 0);
                    }
                    case INPUT -> contraction.input(in.get(0), in.get(1));
                    case WEIGHT -> contraction.weights(each(node.input(0)), each(node.input(1)));
                };
            }
            case Op.MatrixProduct(MatrixProductSpec spec) -> product(spec, in.get(0), in.get(1));
            case Op.GatherSum(IndexTable table) -> tables.sum(table, in.getFirst());
            case Op.Concat _ -> concat(node);
            case Op.Argmax(IndexTable table) -> tables.argmax(table, in.getFirst());
            case Op.TakeAlong(IndexTable table) -> {
                boolean shared = node.input(0).shared();
                yield tables.take(table, in.get(0), shared, shared ? in.get(1) : each(node.input(1)));
            }
            case Op.ScatterAdd(IndexTable table) ->
                node.shared()
                        ? tables.scatter(table, graph.fill(0, node.rows()), in.get(0), in.get(1))
                        : scatter(table, node);
            case Op.ScatterAddShared(IndexTable table) -> total(scatter(table, node));
            case Op.BatchSum _ -> total(each(node.input(0)));
            case Op.Broadcast _ -> spread(in.getFirst());
            case Op.StopGradient _ -> in.getFirst();
            case Op.Scan scan -> scan(node, scan, needed);
            case Op.ScanCarry _, Op.ScanOutputs _ -> GraphChecks.known(scanned, node);
        };
    }

    private String total(String each) {
        return graph.add("ReduceSum", each, graph.longs(0));
    }

    private String scatter(IndexTable table, Node node) {
        String zeros = spread(graph.fill(0, node.rows()));
        return tables.scatter(table, zeros, each(node.input(0)), each(node.input(1)));
    }

    private String concat(Node node) {
        return graph.add(
                "Concat",
                ROWS,
                node.inputs().stream()
                        .map(node.shared() ? this::value : this::each)
                        .toArray(String[]::new));
    }

    private String product(MatrixProductSpec spec, String left, String right) {
        int[] x = new int[spec.pairs() * spec.rows() * spec.inner()];
        Arrays.setAll(
                x,
                i -> spec.leftAt(i / (spec.rows() * spec.inner()), i / spec.inner() % spec.rows(), i % spec.inner()));
        int[] y = new int[spec.pairs() * spec.inner() * spec.columns()];
        Arrays.setAll(
                y,
                i -> spec.rightAt(
                        i / (spec.inner() * spec.columns()), i / spec.columns() % spec.inner(), i % spec.columns()));
        int[] z = new int[spec.pairs() * spec.rows() * spec.columns()];
        for (int i = 0; i < z.length; i++) {
            z[spec.resultAt(i / (spec.rows() * spec.columns()), i / spec.columns() % spec.rows(), i % spec.columns())] =
                    i;
        }
        String products = graph.add(
                "MatMul",
                tables.reshape(tables.gather(x, x.length, left), -1, spec.pairs(), spec.rows(), spec.inner()),
                tables.reshape(tables.gather(y, y.length, right), -1, spec.pairs(), spec.inner(), spec.columns()));
        return tables.gather(z, z.length, tables.reshape(products, -1, z.length));
    }

    /** Adds a scan with those of its results that are read. */
    private String scan(Node node, Op.Scan scan, List<Node> needed) {
        OnnxGraph loop = graph.body();
        OnnxLowering body = new OnnxLowering(loop, sources);
        loop.part(node.part());
        List<String> given = new ArrayList<>();
        int input = 0;
        for (Node state : scan.states()) {
            body.values.put(state, loop.given("state", state.rows()));
            given.add(each(node.input(input++)));
        }
        for (Node sequence : scan.sequences()) {
            body.values.put(sequence, loop.given("item", sequence.rows()));
            given.add(tables.reshape(each(node.input(input++)), -1, scan.steps(), sequence.rows()));
        }
        if (scan.sequences().isEmpty()) { // something has to say how many steps there are
            loop.given("step", 1);
            given.add(tables.reshape(spread(graph.fill(0, scan.steps())), -1, scan.steps(), 1));
        }
        for (Node constant : scan.constants()) {
            body.values.put(constant, value(node.input(input++)));
        }
        List<Node> outputs = needed.stream()
                .filter(read ->
                        read.op() instanceof Op.ScanOutputs && read.input(0).equals(node))
                .toList();
        List<Node> inside = new ArrayList<>(scan.next());
        outputs.forEach(read -> inside.add(((Op.ScanOutputs) read.op()).of()));
        body.lower(inside);
        inside.forEach(result -> loop.result(body.each(result), result.rows()));
        List<String> last = scan.next().stream().map(_ -> graph.fresh("Carry")).toList();
        List<String> stacks = outputs.stream().map(_ -> graph.fresh("Steps")).toList();
        List<String> results = new ArrayList<>(last);
        results.addAll(stacks);
        int sequences = Math.max(1, scan.sequences().size());
        int direction = scan.backwards() ? 1 : 0;
        List<OnnxAttribute> attributes = new ArrayList<>(List.of(
                OnnxAttribute.graph("body", loop.message("step")),
                OnnxAttribute.of("num_scan_inputs", sequences),
                OnnxAttribute.repeated("scan_input_axes", 1, sequences),
                OnnxAttribute.repeated("scan_input_directions", direction, sequences)));
        if (!outputs.isEmpty()) {
            attributes.add(OnnxAttribute.repeated("scan_output_axes", 1, outputs.size()));
            attributes.add(OnnxAttribute.repeated("scan_output_directions", direction, outputs.size()));
        }
        graph.add("Scan", attributes, given, results);
        IntStream.range(0, outputs.size())
                .forEach(i -> scanned.put(
                        outputs.get(i),
                        tables.reshape(stacks.get(i), -1, outputs.get(i).rows())));
        for (Node read : needed) {
            if (read.op() instanceof Op.ScanCarry(int state) && read.input(0).equals(node)) {
                scanned.put(read, last.get(state));
            }
        }
        return results.getFirst();
    }
}
