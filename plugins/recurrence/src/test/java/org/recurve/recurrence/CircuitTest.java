package org.recurve.recurrence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.data.Field;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Program;
import org.recurve.recurrence.timescale.DelayedCell;
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
        return wires(circuits.getFirst());
    }

    private static List<String> wires(Circuit circuit) {
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
        assertEquals(List.of("h(t) V said(t)", "said(t−1) U h(t)", "x(t) U h(t)"), wires(forward));
    }

    /** {@code h(t) = f(b + U x(t) + W s(t−1))}, {@code s(t) = c + V h(t)}: Jordan's hidden units keep nothing themselves. */
    @Test
    void jordan() {
        Jordan.Config config = new Jordan.Config(3, 2, Specs.TANH, Optional.empty(), 0, Specs.NORMAL, Specs.NORMAL);
        assertEquals(List.of("h(t) V s(t)", "s(t−1) W h(t)", "x(t) U h(t)"), circuit(new Jordan(), config));
    }

    /** What is only kept for later is no node: {@code h(t)} reads {@code h(t−3)} itself. */
    @Test
    void aSkipThroughTime() {
        Spec<Cell<?, ?>> elman = new Spec<>(new ElmanCell(), Specs.elman(3));
        assertEquals(
                List.of("h(t−1) W h(t)", "h(t−3) U h(t)", "x(t) U h(t)"),
                circuit(new DelayedCell(), new DelayedCell.Config(elman, List.of(3))).stream()
                        .map(wire -> wire.replace("cell.", ""))
                        .toList());
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
        assertEquals(
                List.of(List.of("h(t−1) W h(t)", "x(t) U h(t)"), List.of("h(t+1) W h(t)", "x(t) U h(t)")),
                forward.program().circuits().stream().map(CircuitTest::wires).toList(),
                "the backward half reads the step behind it");
    }

    /** The whole net over time, of examples with a target for each step; lengths differ, which changes nothing. */
    private static List<String> net(Layer<?> layer, Record config, boolean each) {
        Shape target = each ? Shape.of(6, 2) : Shape.of(2);
        List<Field> fields =
                List.of(Exact.input(6, 2), new Field(Field.TARGET, target), new Field(Field.LENGTH, Shape.SCALAR));
        List<Part> parts = new ArrayList<>(List.of(new Part("part", new Spec<>(layer, config))));
        parts.add(
                each
                        ? new Part(
                                "each-step1",
                                new Spec<>(
                                        new EachStep(),
                                        new EachStep.Config(new Layers(List.of(
                                                new Part("v", new Spec<>(new Specs.Affine(), new NoConfig())))))))
                        : new Part("v", new Spec<>(new Specs.Affine(), new NoConfig())));
        Circuit net = Program.unfolded(
                        new Layers(parts),
                        new Spec<Loss<?>>(new Squares(), new NoConfig()),
                        fields,
                        false,
                        Field.TARGET)
                .orElseThrow();
        return wires(net);
    }

    @Plugin(id = "squares", summary = "squared differences")
    static final class Squares implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output.minus(target).square().sum();
        }
    }

    @Test
    void theWholeNetGoesFromTheInputToTheLoss() {
        Spec<Cell<?, ?>> elman = new Spec<>(new ElmanCell(), Specs.elman(3));
        assertEquals(
                List.of("h(t) V o", "h(t−1) W h(t)", "o  L", "x(t) U h(t)", "y  L"),
                net(new Recurrent(), new Recurrent.Config(elman, Recurrent.Output.LAST), false));
        assertEquals(
                List.of("h(t) V o(t)", "h(t−1) W h(t)", "x(t) U h(t)"),
                net(new Recurrent(), new Recurrent.Config(elman, Recurrent.Output.ALL), true).stream()
                        .filter(wire -> !wire.endsWith(" L"))
                        .toList());
    }

    /** {@code o(t) = V h(t) + Ṽ h̃(t)}, {@code h̃(t) = f(h̃(t+1), x(t))}: both halves at the same step. */
    @Test
    void theWholeBidirectionalNet() {
        Spec<Cell<?, ?>> elman = new Spec<>(new ElmanCell(), Specs.elman(3));
        assertEquals(
                List.of(
                        "h(t) V o(t)",
                        "h(t−1) W h(t)",
                        "h2(t) V o(t)",
                        "h2(t+1) W h2(t)",
                        "x(t) U h(t)",
                        "x(t) U h2(t)"),
                net(new Bidirectional(), new Bidirectional.Config(elman, Optional.empty(), Recurrent.Output.ALL), true)
                        .stream()
                        .filter(wire -> !wire.endsWith(" L"))
                        .toList());
    }

    /** {@code o(t) = Σ αⁱ Wᵢ h(t−i)}: nothing is carried from step to step, and yet each step reads those before it. */
    @Test
    void theWholeNetOfAWindowedReadout() {
        assertEquals(
                List.of("part(t) V o(t)", "x(t) W0 part(t)", "x(t−1) W1 part(t)", "x(t−2) W2 part(t)"),
                net(new WindowedReadout(), new WindowedReadout.Config(2, 3, 0.5, Specs.NORMAL), true).stream()
                        .filter(wire -> !wire.endsWith(" L"))
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
