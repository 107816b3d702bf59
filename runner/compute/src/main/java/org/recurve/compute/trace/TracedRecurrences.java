package org.recurve.compute.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.data.Field;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Value;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** Collects what a trace shows of its recurrences: their outputs, their circuits, and what is known of single steps. */
public final class TracedRecurrences {
    private final TraceContext context;
    private final List<Node> outputs = new ArrayList<>();
    private final List<TracedCircuit> circuits = new ArrayList<>();
    private final Set<Node> reversed = new HashSet<>();
    private final Map<StateStep, Contraction> contractions = new HashMap<>();

    TracedRecurrences(TraceContext context) {
        this.context = context;
    }

    /**
     * A recurrence as a circuit.
     *
     * @param sequence what it runs over, its steps side by side
     * @param outputs what it shows, its steps side by side
     * @param shown which of the circuit's nodes that is
     * @param backwards whether it runs from the end of time to its beginning
     */
    public record TracedCircuit(Circuit circuit, Node sequence, Node outputs, int shown, boolean backwards) {}

    private record StateStep(List<Node> before, List<Node> after) {}

    /** Returns the output of each recurrence, its steps side by side, in the order of the model. */
    public List<Node> outputs() {
        return outputs;
    }

    /** Adds the output of the next recurrence. */
    public void output(Node output) {
        outputs.add(output);
    }

    /** Returns the circuit of each recurrence, in the order of the model. */
    public List<TracedCircuit> circuits() {
        return circuits;
    }

    /** Adds the circuit of the next recurrence. */
    public void circuit(TracedCircuit circuit) {
        circuits.add(circuit);
    }

    /** Records that this value has the steps of another in opposite order. */
    public void reversed(Node node) {
        reversed.add(node);
    }

    /**
     * Returns whether a sequence runs from the end of time to its beginning: on every way from the example's fields, or from
     * recurrences, it is put in opposite order once more than back again.
     */
    public boolean runsBackwards(Node sequence) {
        return directions(sequence, new HashMap<>()).equals(Set.of(true));
    }

    private Set<Boolean> directions(Node node, Map<Node, Set<Boolean>> found) {
        Set<Boolean> known = found.get(node);
        if (known != null) {
            return known;
        }
        Set<Boolean> directions = new HashSet<>();
        if (node.op() instanceof Op.ScanOutputs) {
            directions.add(circuits.stream()
                    .anyMatch(
                            circuit -> circuit.backwards() && circuit.outputs().equals(node)));
        } else if (node.op() instanceof Op.GraphSource(Op.SourceKind kind, String name, int rows, boolean common)) {
            if (kind == Op.SourceKind.FIELD && !name.equals(Field.LENGTH)) {
                directions.add(false);
            }
        } else {
            node.inputs().forEach(input -> directions.addAll(directions(input, found)));
        }
        Set<Boolean> here = reversed.contains(node)
                ? directions.stream().map(direction -> !direction).collect(Collectors.toSet())
                : directions;
        found.put(node, here);
        return here;
    }

    /** Records that a cell went from one state to another in a step of which this is known. */
    public void contracts(Contraction by, List<Value> before, List<Value> after) {
        contractions.put(step(before, after), by);
    }

    /** Returns what is known of a step from one state to another: it must be all that a cell does with its own. */
    public Optional<Contraction> contraction(List<Value> before, List<Value> after) {
        return Optional.ofNullable(contractions.get(step(before, after)));
    }

    private StateStep step(List<Value> before, List<Value> after) {
        return new StateStep(
                before.stream().map(context::node).toList(),
                after.stream().map(context::node).toList());
    }
}
