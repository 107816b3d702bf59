package org.recurve.compute.program;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.artifact.Artifact.Wire;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.compute.analysis.RowDependencies;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.trace.TraceContext.TracedPart;
import org.recurve.compute.trace.TracedRecurrences.TracedCircuit;

/**
 * The whole net over time as one circuit: the input, the nodes of every recurrence, what parts with parameters make of them, the
 * output, the target and the loss. Which step reads which is found in the graph: of a step in the middle, from which steps its
 * numbers come.
 */
final class UnfoldedNet {
    /** The most steps that are drawn of a step that reads many: the nearest, and one more. */
    private static final int MOST_STEPS = 3;

    private final ModelGraphs model;
    private final int steps;
    private final List<String> names = new ArrayList<>();
    private final Set<Integer> once = new TreeSet<>();
    private final Map<Node, Known> known = new LinkedHashMap<>();
    private final List<Wire> wires = new ArrayList<>();

    /**
     * A value that is a node of the picture.
     *
     * @param steps how many steps it has side by side; 1 where it is there once
     * @param backwards whether they run from the end of time to its beginning
     */
    private record Known(int place, int steps, boolean backwards) {}

    private UnfoldedNet(ModelGraphs model, int steps) {
        this.model = model;
        this.steps = steps;
    }

    /** Returns the picture; empty if the input is no sequence, or every step is by itself. */
    static Optional<Circuit> of(ModelGraphs model) {
        List<Node> all = GraphTraversal.ancestors(List.of(model.plain()));
        Optional<Node> input = source(all, Field.INPUT);
        List<TracedCircuit> circuits = model.circuits();
        if (input.isEmpty() || !all.contains(model.output())) {
            return Optional.empty();
        }
        int steps = circuits.isEmpty()
                ? sequence(model)
                : circuits.stream()
                        .mapToInt(
                                circuit -> ((Op.Scan) circuit.outputs().input(0).op()).steps())
                        .max()
                        .orElseThrow();
        if (steps < 2) {
            return Optional.empty();
        }
        return new UnfoldedNet(model, steps).drawn(all, input.get(), circuits);
    }

    /** Returns how many steps a model without recurrences has: those of its output, if its input has as many. */
    private static int sequence(ModelGraphs model) {
        Shape output = model.shape();
        return output.rank() == 2 ? output.dim(0) : 0;
    }

    private static Optional<Node> source(List<Node> nodes, String field) {
        return nodes.stream()
                .filter(node ->
                        node.op() instanceof Op.GraphSource(Op.SourceKind kind, String name, int rows, boolean common)
                                && kind == Op.SourceKind.FIELD
                                && name.equals(field))
                .findFirst();
    }

    private Optional<Circuit> drawn(List<Node> all, Node input, List<TracedCircuit> circuits) {
        know("x", input);
        for (TracedCircuit traced : circuits) {
            if (all.contains(traced.outputs())) {
                recurrence(traced);
            }
        }
        for (TracedPart part : model.context().visits()) {
            Node result = part.result();
            if (!known.containsKey(result) && all.contains(result) && !result.equals(model.output())) {
                Map<ReadStep, Set<String>> reads = reads(result, each(result), false);
                if (reads.values().stream().anyMatch(weights -> !weights.isEmpty())) {
                    wire(reads, know(part.name(), result), "");
                }
            }
        }
        Node output = model.output();
        if (!known.containsKey(output)) {
            wire(reads(output, each(output), false), know("o", output), "");
        }
        source(all, Field.TARGET).ifPresent(target -> know("y", target));
        wire(reads(model.plain(), 1, false), know("L", model.plain()), "");
        if (circuits.isEmpty() && wires.stream().allMatch(wire -> wire.delay() == 0)) {
            return Optional.empty();
        }
        return Optional.of(new Circuit(
                "The whole net: from the input x to the loss L, as a circuit and unfolded",
                names,
                wires,
                List.copyOf(once)));
    }

    /** Returns how many steps a value has; 1 if it is there once. */
    private int each(Node value) {
        return value.rows() % steps == 0 ? steps : 1;
    }

    /** Makes a value a node, under a name that no other has. */
    private int know(String name, Node node) {
        int place = add(name);
        known.put(node, new Known(place, each(node), false));
        if (each(node) == 1) {
            once.add(place);
        }
        return place;
    }

    private int add(String name) {
        String own = name;
        for (int other = 2; names.contains(own); other++) {
            own = name + other;
        }
        names.add(own);
        return names.size() - 1;
    }

    /** The nodes of a recurrence, but for its input: what the recurrence runs over goes there. */
    private void recurrence(TracedCircuit traced) {
        Circuit circuit = traced.circuit();
        boolean driven = circuit.nodes().getFirst().equals("x");
        Map<ReadStep, Set<String>> reads = driven ? reads(traced.sequence(), steps, traced.backwards()) : Map.of();
        List<Integer> places = new ArrayList<>();
        for (int node = 0; node < circuit.nodes().size(); node++) {
            places.add(driven && node == 0 ? -1 : add(circuit.nodes().get(node)));
        }
        for (Wire wire : circuit.wires()) {
            int from = places.get(wire.from());
            int to = places.get(wire.to());
            if (from < 0) {
                wire(reads, to, wire.label());
            } else {
                wires.add(new Wire(from, to, wire.delay(), wire.label()));
            }
        }
        known.put(traced.outputs(), new Known(places.get(traced.shown()), steps, traced.backwards()));
    }

    /** Adds wires to a node, under the weights that they meet first: on their way, or after it. */
    private void wire(Map<ReadStep, Set<String>> reads, int to, String after) {
        reads.forEach((read, weights) -> wires.add(
                new Wire(read.place(), to, read.delay(), weights.isEmpty() ? after : String.join(", ", weights))));
    }

    /**
     * A value that a step reads.
     *
     * @param place of the node
     * @param delay how many steps before
     */
    private record ReadStep(int place, int delay) {}

    /** Returns what one step of a value, in the middle, is made of, with the parameters that each meets first. */
    private Map<ReadStep, Set<String>> reads(Node value, int valueSteps, boolean backwards) {
        int middle = valueSteps / 2;
        int size = value.rows() / valueSteps;
        BitSet rows = new BitSet();
        rows.set(middle * size, (middle + 1) * size);
        int now = valueSteps == 1 ? steps - 1 : backwards ? steps - 1 - middle : middle;
        Map<Node, BitSet> needed = back(value, rows, known.keySet());
        Map<Node, String> weighed = new LinkedHashMap<>();
        needed.keySet().stream()
                .filter(node -> !known.containsKey(node) || node.equals(value))
                .filter(node -> node.op() instanceof Op.Linear(var spec, ContractionOperand operand)
                        && operand == ContractionOperand.OUTPUT)
                .sorted(Comparator.comparingInt(Node::id))
                .forEach(node -> Optional.of(parameters(node.input(0)))
                        .filter(names -> !names.isEmpty())
                        .ifPresent(names -> weighed.put(node, names)));
        Set<Node> ends = new HashSet<>(known.keySet());
        ends.addAll(weighed.keySet());
        Map<ReadStep, Set<String>> reads = new LinkedHashMap<>();
        if (!weighed.containsKey(value)) {
            add(back(value, rows, ends), now, "", reads);
        }
        weighed.forEach((product, names) ->
                add(back(product, needed.getOrDefault(product, new BitSet()), ends), now, names, reads));
        return reads;
    }

    private Map<Node, BitSet> back(Node value, BitSet rows, Set<Node> ends) {
        return RowDependencies.back(value, rows, model.context().definitions(), ends);
    }

    private void add(Map<Node, BitSet> needed, int now, String weights, Map<ReadStep, Set<String>> reads) {
        known.forEach((node, from) -> {
            for (int delay : delays(from, node, needed.getOrDefault(node, new BitSet()), now)) {
                Set<String> all = reads.computeIfAbsent(new ReadStep(from.place(), delay), _ -> new TreeSet<>());
                if (!weights.isEmpty()) {
                    all.add(weights);
                }
            }
        });
    }

    /** Returns how many steps before a step those lie that it reads, the nearest ones alone if they are many. */
    private List<Integer> delays(Known from, Node node, BitSet read, int now) {
        int size = node.rows() / from.steps();
        Set<Integer> delays = new TreeSet<>();
        read.stream()
                .map(row -> row / size)
                .map(step -> from.steps() == 1 ? 0 : now - (from.backwards() ? steps - 1 - step : step))
                .forEach(delays::add);
        return delays.stream()
                .sorted(Comparator.comparingInt(Math::abs))
                .limit(delays.size() > MOST_STEPS + 1 ? MOST_STEPS : delays.size())
                .toList();
    }

    private static String parameters(Node weights) {
        Set<String> names = new TreeSet<>();
        for (Node node : GraphTraversal.ancestors(List.of(weights))) {
            if (node.op() instanceof Op.GraphSource(Op.SourceKind kind, String name, int rows, boolean common)
                    && (kind == Op.SourceKind.PARAMETER || kind == Op.SourceKind.FROZEN)) {
                names.add(name.substring(name.lastIndexOf('.') + 1));
            }
        }
        return String.join(", ", names);
    }
}
