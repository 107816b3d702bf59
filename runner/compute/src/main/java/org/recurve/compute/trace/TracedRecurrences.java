package org.recurve.compute.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Value;
import org.recurve.compute.ir.Node;

/** Collects what a trace shows of its recurrences: their outputs, their circuits, and what is known of single steps. */
public final class TracedRecurrences {
    private final TraceContext context;
    private final List<Node> outputs = new ArrayList<>();
    private final List<Circuit> circuits = new ArrayList<>();
    private final Map<StateStep, Contraction> contractions = new HashMap<>();

    TracedRecurrences(TraceContext context) {
        this.context = context;
    }

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
    public List<Circuit> circuits() {
        return circuits;
    }

    /** Adds the circuit of the next recurrence. */
    public void circuit(Circuit circuit) {
        circuits.add(circuit);
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
