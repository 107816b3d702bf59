package org.recurve.compute.scope;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
     * A circuit, and what it shows.
     *
     * @param shown the node that is the output of a step
     */
    record ShownCircuit(Circuit circuit, int shown) {}

    /**
     * Returns the circuit of a step whose body is recorded, of the step's input, its states by name, and what it shows.
     *
     * @param states the items that hold the states
     * @param next the states after the step
     * @param backwards whether the recurrence runs from the end of time to its beginning
     */
    static ShownCircuit of(
            ScanBuilder scan,
            Node x,
            List<String> names,
            List<Node> states,
            List<Node> next,
            Node output,
            boolean backwards) {
        List<String> nodes = new ArrayList<>(List.of("x"));
        Map<Node, WireSource> known = new HashMap<>(Map.of(x, new WireSource(0, 0, "")));
        Map<Integer, Node> made = new LinkedHashMap<>();
        List<KeptState> kept = IntStream.range(0, states.size())
                .mapToObj(state -> KeptState.of(state, states, next))
                .toList();
        Map<Integer, Integer> places = new HashMap<>();
        for (int k = 0; k < states.size(); k++) {
            if (kept.get(k).state() == k) {
                places.put(k, nodes.size());
                made.put(nodes.size(), next.get(k));
                known.putIfAbsent(next.get(k), new WireSource(nodes.size(), 0, ""));
                nodes.add(names.get(k));
            }
        }
        for (int k = 0; k < states.size(); k++) {
            int place = Objects.requireNonNull(places.get(kept.get(k).state()));
            known.put(states.get(k), new WireSource(place, 1 + kept.get(k).steps(), ""));
        }
        CircuitTracing tracing = new CircuitTracing(scan, known);
        if (!known.containsKey(output)) {
            nodes.add("o");
            known.put(output, new WireSource(nodes.size() - 1, 0, ""));
            made.put(nodes.size() - 1, output);
        }
        tracing.hidden(nodes, made);
        int sign = backwards ? -1 : 1;
        List<Wire> all = made.entrySet().stream()
                .flatMap(entry -> tracing.to(entry.getKey(), entry.getValue()))
                .map(wire -> new Wire(wire.from(), wire.to(), sign * wire.delay(), wire.label()))
                .toList();
        return used(
                scan.outer().part() + " as a circuit, ■ a delay of one step, and unfolded",
                nodes,
                all,
                known.get(output).from());
    }

    /**
     * Says what a state holds of another: one that is only kept for later steps is that other state some steps ago.
     *
     * @param state the state that is made; itself where it is no copy
     * @param steps how many steps older than that
     */
    private record KeptState(int state, int steps) {
        static KeptState of(int state, List<Node> states, List<Node> next) {
            int at = state;
            for (int steps = 0; steps <= states.size(); steps++) {
                int same = next.indexOf(next.get(at));
                int copied = states.indexOf(next.get(at));
                if (copied < 0 || copied == at) {
                    return same == state ? new KeptState(state, 0) : new KeptState(same, steps);
                }
                at = copied;
            }
            return new KeptState(state, 0); // states that only change places
        }
    }

    /**
     * Adds hidden values as nodes: what a product with parameters reads, if it is itself made of inputs and states through parameters
     * alone. A jordan's h is one; an lstm's gates are none, and neither is what is only cut out of a state, or scaled.
     */
    private void hidden(List<String> nodes, Map<Integer, Node> made) {
        GraphTraversal.ancestors(made.values()).stream()
                .filter(node -> node.op() instanceof Op.Linear(var spec, ContractionOperand operand)
                        && operand == ContractionOperand.OUTPUT)
                .map(node -> node.input(1))
                .distinct()
                .sorted(Comparator.comparingInt(Node::id))
                .forEach(value -> {
                    Set<WireSource> sources = sources(value, new HashMap<>());
                    if (!known.containsKey(value)
                            && !sources.isEmpty()
                            && sources.stream()
                                    .noneMatch(source -> source.label().isEmpty())) {
                        String name = Stream.iterate("h", before -> before + "'")
                                .dropWhile(nodes::contains)
                                .findFirst()
                                .orElseThrow();
                        nodes.add(name);
                        known.put(value, new WireSource(nodes.size() - 1, 0, ""));
                        made.put(nodes.size() - 1, value);
                    }
                });
    }

    /** An autonomous system has an input and does not read it. */
    private static ShownCircuit used(String title, List<String> nodes, List<Wire> wires, int shown) {
        if (wires.stream().anyMatch(wire -> wire.from() == 0)) {
            return new ShownCircuit(new Circuit(title, nodes, wires), shown);
        }
        List<Wire> shifted = wires.stream()
                .map(wire -> new Wire(wire.from() - 1, wire.to() - 1, wire.delay(), wire.label()))
                .toList();
        return new ShownCircuit(new Circuit(title, nodes.subList(1, nodes.size()), shifted), shown - 1);
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
