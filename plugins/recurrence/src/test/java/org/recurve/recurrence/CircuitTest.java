package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.data.Field;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Spec;
import org.recurve.testkit.Forward;

/** What goes where in one step, as the formulas say. */
class CircuitTest {
    private static <C extends Record> List<String> circuit(Cell<C, ?> cell, C config) {
        Recurrent.Config run = new Recurrent.Config(new Spec<>(cell, config), Recurrent.Output.ALL);
        return wires(Forward.of(new Recurrent(), run, Shape.of(4, 2)));
    }

    private static List<String> wires(Forward forward) {
        List<Circuit> circuits = forward.program().circuits();
        assertEquals(1, circuits.size());
        Circuit circuit = circuits.getFirst();
        return circuit.wires().stream()
                .map(wire ->
                        circuit.at(wire.from(), -wire.delay()) + " " + wire.label() + " " + circuit.at(wire.to(), 0))
                .sorted()
                .toList();
    }

    /** {@code h(t) = tanh(b + W h(t−1) + U x(t))}. */
    @Test
    void elman() {
        assertEquals(List.of("h(t−1) W h(t)", "x(t) U h(t)"), circuit(new ElmanCell(), Specs.elman(3)));
    }

    /** {@code c(t) = f c(t−1) + i z}, {@code h(t) = o tanh c(t)}; gates and z from x(t) and h(t−1). */
    @Test
    void lstm() {
        assertEquals(
                List.of(
                        "c(t)  h(t)",
                        "c(t−1)  c(t)",
                        "h(t−1) W-f, W-i, W-z c(t)",
                        "h(t−1) W-o h(t)",
                        "x(t) U-f, U-i, U-z c(t)",
                        "x(t) U-o h(t)"),
                circuit(new LstmCell(), Specs.lstm(3)));
    }

    /** {@code s(t) = A s(t−1)} and {@code s(t) = A s(t−1) + B x(t)}: without parameters, with and without a signal. */
    @Test
    void dynamicalSystems() {
        List<List<Double>> one = List.of(List.of(0.5));
        assertEquals(
                List.of("s(t−1)  s(t)"),
                circuit(
                        new DynamicalSystem(),
                        new DynamicalSystem.Config(one, Optional.empty(), Optional.empty(), List.of(8.0))));
        assertEquals(
                List.of("s(t−1)  s(t)", "x(t)  s(t)"),
                circuit(
                        new DynamicalSystem(),
                        new DynamicalSystem.Config(
                                one, Optional.of(List.of(List.of(1.0, 1.0))), Optional.empty(), List.of(8.0))));
    }

    /** Past training the output itself goes to the next step, through the weights that read the true one before. */
    @Test
    void fromOutputToHidden() {
        OutputToHidden.Config config = new OutputToHidden.Config(
                new Spec<>(new FeedforwardCell(), new FeedforwardCell.Config(3, Specs.TANH, Specs.NORMAL)),
                2,
                0,
                OutputToHidden.Feedback.VALUES);
        Forward forward = Forward.of(new OutputToHidden(), config, Shape.of(4, 2))
                .with(new Field(Field.TARGET, Shape.of(4, 2)), new float[8]);
        assertEquals(List.of("said(t−1) U said(t)", "x(t) U said(t)"), wires(forward));
    }

    /** A mask for lengths is no part of the system. */
    @Test
    void lengthsMakeNoWire() {
        Forward forward = Forward.of(
                        new Recurrent(),
                        new Recurrent.Config(new Spec<>(new ElmanCell(), Specs.elman(3)), Recurrent.Output.ALL),
                        Shape.of(4, 2))
                .with(new Field(Field.LENGTH, Shape.SCALAR), 2);
        assertEquals(List.of("h(t−1) W h(t)", "x(t) U h(t)"), wires(forward));
    }

    @Test
    void theHalvesOfABidirectionalLayerAreToldApart() {
        Spec<Cell<?, ?>> cell = new Spec<>(new ElmanCell(), Specs.elman(3));
        Forward forward = Forward.of(
                new Bidirectional(),
                new Bidirectional.Config(cell, Optional.empty(), Recurrent.Output.ALL),
                Shape.of(4, 2));
        assertEquals(
                List.of("subject.forward", "subject.backward"),
                forward.program().circuits().stream()
                        .map(circuit -> circuit.title().split(" ", 2)[0])
                        .toList());
    }

    @Test
    void withoutRecurrenceThereIsNone() {
        assertEquals(
                List.of(),
                Forward.of(new RepeatLayer(), new RepeatLayer.Config(3), Shape.of(2))
                        .program()
                        .circuits());
    }
}
