package org.recurve.compute.ir;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prints a graph, one node a line: {@code %12 = tanh(%11) [30] dense1} is node 12, the hyperbolic tangent of node 11, with
 * 30 rows for each example, recorded by the part {@code dense1}. A scan's body follows it, indented, its nodes named after
 * the scan: {@code %7.3}.
 */
public final class GraphText {
    private static final String INDENT = "    ";
    private static final int SHOWN_NUMBERS = 4;

    private final Map<GraphBuilder, String> prefixes = new HashMap<>();
    private final List<Node> all;

    private GraphText(List<Node> all) {
        this.all = all;
        all.stream().map(Node::owner).distinct().forEach(owner -> prefixes.put(owner, ""));
        all.forEach(this::nameBody);
    }

    /** Prepares to print everything that {@code roots} depend on. */
    public static GraphText of(Collection<Node> roots) {
        return new GraphText(GraphTraversal.ancestors(roots));
    }

    /** Returns all lines, in the order of recording. */
    public List<String> lines() {
        return all.stream().flatMap(this::lines).toList();
    }

    /** Returns a node's name, {@code %12}, or {@code %7.3} in the body of a scan. */
    @SuppressWarnings("CollectionIncompatibleType") // a graph is equal only to itself
    public String name(Node node) {
        return "%" + prefixes.getOrDefault(node.owner(), "?.") + node.id();
    }

    /** Returns a node's line without the body of a scan. */
    public String line(Node node) {
        return name(node) + " = " + operation(node) + " " + size(node)
                + (node.part().isEmpty() ? "" : " " + node.part());
    }

    /** Returns the nodes of a scan's body, in the order of recording, among them all that {@code consumers} read. */
    public static List<Node> body(Op.Scan scan, Stream<Node> consumers) {
        Stream<Node> stacked = consumers.flatMap(
                node -> node.op() instanceof Op.ScanOutputs(Node output) ? Stream.of(output) : Stream.empty());
        return GraphTraversal.ancestors(
                Stream.concat(scan.next().stream(), stacked).toList());
    }

    private Stream<String> lines(Node node) {
        if (!(node.op() instanceof Op.Scan scan)) {
            return Stream.of(line(node));
        }
        List<Node> body = bodyOf(node, scan);
        return Stream.of(
                        Stream.of(line(node)),
                        items(node, scan),
                        body.stream().flatMap(this::lines).map(INDENT::concat))
                .flatMap(lines -> lines);
    }

    /** Says what the items of a scan's body stand for. */
    private Stream<String> items(Node node, Op.Scan scan) {
        int sequences = scan.states().size();
        int constants = sequences + scan.sequences().size();
        return IntStream.range(0, node.inputs().size()).mapToObj(k -> {
            String input = name(node.input(k));
            if (k < sequences) {
                return INDENT + "state " + name(scan.states().get(k)) + " begins as " + input + " and becomes "
                        + name(scan.next().get(k));
            }
            return k < constants
                    ? INDENT + "sequence " + name(scan.sequences().get(k - sequences)) + " is a step of " + input
                    : INDENT + "constant " + name(scan.constants().get(k - constants)) + " is " + input;
        });
    }

    private List<Node> bodyOf(Node node, Op.Scan scan) {
        return body(scan, all.stream().filter(consumer -> consumer.inputs().contains(node)));
    }

    private void nameBody(Node node) {
        if (node.op() instanceof Op.Scan scan) {
            List<Node> body = bodyOf(node, scan);
            body.forEach(inner -> prefixes.putIfAbsent(inner.owner(), name(node).substring(1) + "."));
            body.forEach(this::nameBody);
        }
    }

    private static String size(Node node) {
        return "[" + node.rows() + (node.shared() ? ", shared]" : "]");
    }

    private String operation(Node node) {
        return switch (node.op()) {
            case Op.GraphSource source -> source(source);
            case Op.Fill fill -> "fill(" + fill.value() + ")";
            case Op.Literal literal -> "literal(" + numbers(literal) + ")";
            case Op.Elementwise(ElementwiseFunction function) -> word(function.name()) + operands(node);
            case Op.Linear(ContractionSpec spec, ContractionOperand operand) ->
                "contraction-" + word(operand.name()) + operands(node) + " " + connections(spec);
            case Op.MatrixProduct(MatrixProductSpec spec) -> "matrix-product" + operands(node) + " " + sizes(spec);
            case Op.GatherSum(IndexTable table) -> (table.isGather() ? "gather" : "gather-sum") + operands(node);
            case Op.Concat _ -> "concat" + operands(node);
            case Op.Argmax _ -> "argmax" + operands(node);
            case Op.TakeAlong _ -> "take-along" + operands(node);
            case Op.ScatterAdd _ -> "scatter-add" + operands(node);
            case Op.ScatterAddShared _ -> "scatter-add-shared" + operands(node);
            case Op.BatchSum _ -> "batch-sum" + operands(node);
            case Op.Broadcast _ -> "broadcast" + operands(node);
            case Op.StopGradient _ -> "stop-gradient" + operands(node);
            case Op.Scan scan ->
                "scan" + operands(node) + " {" + scan.steps() + " steps" + (scan.backwards() ? ", backwards}" : "}");
            case Op.ScanCarry(int state) -> "scan-carry" + operands(node) + " {state " + state + "}";
            case Op.ScanOutputs(Node output) -> "scan-outputs" + operands(node) + " {" + name(output) + "}";
        };
    }

    /** Names a source by its kind, and by its own name if that says more. */
    private static String source(Op.GraphSource source) {
        String kind = word(source.kind().name());
        return source.name().isEmpty() || source.name().equals(kind) ? kind : kind + " " + source.name();
    }

    private static String connections(ContractionSpec spec) {
        List<String> words = new ArrayList<>();
        words.add(spec.channels() + " -> " + spec.filters());
        if (spec.prefix() > 1) {
            words.add(spec.prefix() + " times");
        }
        if (spec.map().pixels() > 1 || spec.map().positions() > 1) {
            words.add(spec.map().pixels() + " -> " + spec.map().positions() + " positions");
        }
        if (spec.map().taps() > 1) {
            words.add(spec.map().taps() + " taps");
        }
        if (spec.map().banks() > 1) {
            words.add(spec.map().banks() + " weight sets");
        }
        if (spec.groups() > 1) {
            words.add(spec.groups() + " groups");
        }
        if (spec.winograd().isPresent()) {
            words.add("winograd");
        }
        return words.stream().collect(Collectors.joining(", ", "{", "}"));
    }

    /** Returns {@code {4 of 7x3 times 3x5}}. */
    private static String sizes(MatrixProductSpec spec) {
        int pairs = spec.pairs();
        return "{" + (pairs > 1 ? pairs + " of " : "") + spec.rows() + "x" + spec.inner() + " times " + spec.inner()
                + "x" + spec.columns() + "}";
    }

    private static String numbers(Op.Literal literal) {
        int size = literal.bits().size();
        return IntStream.range(0, Math.min(size, SHOWN_NUMBERS))
                        .mapToObj(row -> String.valueOf(literal.at(row)))
                        .collect(Collectors.joining(", "))
                + (size > SHOWN_NUMBERS ? ", …" : "");
    }

    private String operands(Node node) {
        return node.inputs().stream().map(this::name).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
