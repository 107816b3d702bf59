package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Shape;
import org.recurve.compute.GraphValues;
import org.recurve.compute.trace.TracedRecurrences.TracedCircuit;

/** What a trace remembers of recurrences, in the order of the model. */
class TracedRecurrencesTest {
    private final GraphValues values = new GraphValues();
    private final TracedRecurrences recurrences = values.context().recurrences();
    private final TracedValue before = values.value("before", Shape.of(2), new double[2]);
    private final TracedValue after = values.value("after", Shape.of(2), new double[2]);

    @Test
    void outputsAndCircuitsAreInTheOrderOfTheModel() {
        TracedCircuit first = circuit("first");
        TracedCircuit second = circuit("second");
        recurrences.output(after.node());
        recurrences.output(before.node());
        recurrences.circuit(first);
        recurrences.circuit(second);
        assertEquals(List.of(after.node(), before.node()), recurrences.outputs());
        assertEquals(List.of(first, second), recurrences.circuits());
    }

    private TracedCircuit circuit(String name) {
        return new TracedCircuit(new Circuit(name, List.of("h"), List.of()), before.node(), after.node(), 0, false);
    }

    /** A bound holds of a step from all states to all states, not of one that a cell around it adds to. */
    @Test
    void aBoundHoldsOfTheStepThatItWasToldOf() {
        Contraction bound = new Contraction("W", 1);
        recurrences.contracts(bound, List.of(before), List.of(after));
        assertEquals(Optional.of(bound), recurrences.contraction(List.of(before), List.of(after)));
        assertEquals(Optional.empty(), recurrences.contraction(List.of(after), List.of(before)));
        assertEquals(Optional.empty(), recurrences.contraction(List.of(before, after), List.of(after, before)));
        assertEquals(Optional.empty(), recurrences.contraction(List.of(before), List.of(after.plus(1))));
    }
}
