package org.recurve.compute.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.artifact.Artifact.Wire;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;

/** Finds the circuit of a recurrence in the graph of its step: what goes from the input and from each state to where. */
final class CircuitTracing {
    private final ScanBuilder scan;
    private final Map<Node, WireSource> known;

    /** Says where a wire begins. */
    private record WireSource(int from, int delay, String label) {
        WireSource labelled(String weights) {
            return label.isEmpty() ? new WireSource(from, delay, weights) : this;
        }
    }

    private CircuitTracing(ScanBuilder scan, Map<Node, WireSource> known) {
        this.scan = scan;
        this.known = known;
    }

    /**
     * Returns the circuit of a step whose body is recorded, of the step's input, its states by name, and what it shows.
     *
     * @param states the items that hold the states
     * @param next the states after the step
     */
    static Circuit of(ScanBuilder scan, Node x, List<String> names, List<Node> states, List<Node> next, Node output) {
        List<String> nodes = new ArrayList<>(List.of("x"));
        nodes.addAll(names);
        Map<Node, WireSource> known = new HashMap<>(Map.of(x, new WireSource(0, 0, "")));
        Map<Integer, Node> made = new LinkedHashMap<>();
        for (int k = 0; k < states.size(); k++) {
            known.put(states.get(k), new WireSource(k + 1, 1, ""));
            known.putIfAbsent(next.get(k), new WireSource(k + 1, 0, ""));
            made.put(k + 1, next.get(k));
        }
        if (!known.containsKey(output)) {
            nodes.add("o");
            known.put(output, new WireSource(nodes.size() - 1, 0, ""));
            made.put(nodes.size() - 1, output);
        }
        CircuitTracing tracing = new CircuitTracing(scan, known);
        List<Wire> all = made.entrySet().stream()
                .flatMap(entry -> tracing.to(entry.getKey(), entry.getValue()))
                .toList();
        return used(scan.outer().part() + " as a circuit, ■ a delay of one step, and unfolded", nodes, all);
    }

    /** Returns an autonomous system has an input and does not read it. */
    private static Circuit used(String title, List<String> nodes, List<Wire> wires) {
        return wires.stream().anyMatch(wire -> wire.from() == 0)
                ? new Circuit(title, nodes, wires)
                : new Circuit(
                        title,
                        nodes.subList(1, nodes.size()),
                        wires.stream()
                                .map(wire -> new Wire(wire.from() - 1, wire.to() - 1, wire.delay(), wire.label()))
                                .toList());
    }

    private Stream<Wire> to(int node, Node made) {
        boolean itself = new WireSource(node, 0, "").equals(known.get(made));
        Set<WireSource> sources = itself ? inputs(made, new HashMap<>()) : sources(made, new HashMap<>());
        Map<WireSource, Set<String>> labels = new LinkedHashMap<>();
        sources.forEach(source -> labels.computeIfAbsent(
                        new WireSource(source.from(), source.delay(), ""), _ -> new TreeSet<>())
                .add(source.label()));
        return labels.entrySet().stream().map(entry -> {
            String label =
                    entry.getValue().stream().filter(one -> !one.isEmpty()).collect(Collectors.joining(", "));
            return new Wire(entry.getKey().from(), node, entry.getKey().delay(), label);
        });
    }

    private Set<WireSource> sources(Node node, Map<Node, Set<WireSource>> found) {
        WireSource source = known.get(node);
        if (source != null) {
            return Set.of(source);
        }
        Set<WireSource> before = found.get(node);
        if (before == null) {
            before = inputs(node, found);
            found.put(node, before);
        }
        return before;
    }

    /** Returns a wire bears the weights that it meets first. */
    private Set<WireSource> inputs(Node node, Map<Node, Set<WireSource>> found) {
        Set<WireSource> all = new LinkedHashSet<>();
        boolean product = node.op() instanceof Op.Elementwise(ElementwiseFunction function)
                && function == ElementwiseFunction.MULTIPLY;
        for (int i = 0; i < node.inputs().size(); i++) {
            boolean weighed = product
                    || i == 1
                            && node.op() instanceof Op.Linear(var spec, ContractionOperand operand)
                            && operand == ContractionOperand.OUTPUT;
            String weights = weighed ? weights(node.input(product ? 1 - i : 0), found) : "";
            sources(node.input(i), found).forEach(source -> all.add(source.labelled(weights)));
        }
        return all;
    }

    /** Returns the parameters that a value is made of, without the part's name; nothing if other things go into it. */
    private String weights(Node value, Map<Node, Set<WireSource>> found) {
        if (!sources(value, found).isEmpty()) {
            return "";
        }
        return GraphTraversal.ancestors(List.of(value)).stream()
                .flatMap(node -> scan.constant(node).stream())
                .flatMap(constant -> GraphTraversal.ancestors(List.of(constant)).stream())
                .flatMap(node ->
                        node.op() instanceof Op.GraphSource(Op.SourceKind kind, String name, int rows, boolean common)
                                        && (kind == Op.SourceKind.PARAMETER || kind == Op.SourceKind.FROZEN)
                                ? Stream.of(name.substring(name.lastIndexOf('.') + 1))
                                : Stream.empty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
