package org.recurve.compute.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Scanned;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.ScanBuilder;
import org.recurve.compute.trace.SequenceAxes;
import org.recurve.compute.trace.TraceContext;
import org.recurve.compute.trace.TracedRecurrences;
import org.recurve.compute.trace.TracedValue;
import org.recurve.compute.trace.sequence.SequenceAxis;
import org.recurve.compute.trace.sequence.TracedLength;

/** Traces the step of a recurrence once, and runs it over a sequence. */
record ScanTracing(TraceContext context, TracedValue sequence) {
    ScanTracing {
        if (sequence.shape().rank() == 0) {
            throw new IllegalArgumentException("a scan needs a sequence [steps, …], not a scalar");
        }
        if (sequence.mapped().rank() > 0) {
            throw new IllegalArgumentException("a recurrence inside each-step or inside a window of a pooling is not"
                    + " supported; let it run over a sequence of its own");
        }
    }

    <S extends Record> Scanned<S> run(S start, BiFunction<Value, S, Step<S>> step) {
        int steps = sequence.shape().dim(0);
        Optional<TracedLength> length = length();
        GraphBuilder outer = context.builder();
        boolean backwards = context.recurrences().runsBackwards(sequence.node());
        ScanBuilder scan = new ScanBuilder(outer, steps, false);
        scan.body().part(outer.part());
        List<Node> states = new ArrayList<>();
        List<Value> held = new ArrayList<>();
        for (Value value : CellStates.flatten(start)) {
            Node state = scan.state(context.node(value));
            states.add(state);
            held.add(context.plain(state, value.shape()));
        }
        Optional<Node> mask = length.map(context.axes()::exists).map(scan::sequence);
        TracedValue x = context.plain(
                scan.sequence(
                        sequence.runsAlong(0)
                                ? sequence.calm()
                                : sequence.filled(0).node()),
                sequence.shape().slice(1, sequence.shape().rank()));
        context.enter(scan);
        Step<S> traced;
        CircuitTracing.ShownCircuit circuit;
        List<Node> next = new ArrayList<>();
        Node output;
        try {
            traced = step.apply(x, CellStates.refill(start, held));
            List<Value> after = CellStates.flatten(traced.state());
            check(held, after);
            List<String> names = CellStates.names(start);
            Optional<Contraction> bound = context.recurrences().contraction(held, after);
            Node shown = context.node(traced.output());
            circuit = CircuitTracing.of(
                    scan,
                    x.node(),
                    names,
                    states,
                    after.stream().map(context::node).toList(),
                    shown,
                    backwards);
            Map<Node, Node> alreadySeen = new HashMap<>();
            states.forEach(
                    state -> alreadySeen.put(state, state)); // what is only kept for later is seen where it is made
            for (int k = 0; k < held.size(); k++) {
                Node moved = context.node(after.get(k));
                Node known = alreadySeen.get(moved);
                Node seen = known == null ? seen(scan, names.get(k), moved, bound) : known;
                alreadySeen.put(moved, seen);
                // What a step shows is often its state, at which then all arrives, from this step and from later ones.
                shown = shown.equals(moved) ? seen : shown;
                next.add(masked(scan.body(), mask, seen, states.get(k)));
            }
            output = masked(scan.body(), mask, shown, scan.body().fill(0, shown.rows()));
        } finally {
            context.leave();
        }
        ScanBuilder.FinishedScan done = scan.finish(next);
        context.watch().ifPresent(inserter -> inserter.recorded(done));
        List<Value> last = new ArrayList<>();
        for (int k = 0; k < held.size(); k++) {
            last.add(context.plain(done.last(k), held.get(k).shape()));
        }
        Shape stacked = Shape.of(steps).with(traced.output().shape());
        Node outputs = done.stacked(output);
        context.recurrences().output(outputs);
        context.recurrences()
                .circuit(new TracedRecurrences.TracedCircuit(
                        circuit.circuit(), sequence.node(), outputs, circuit.shown(), backwards));
        context.axes().mark(outputs, length.flatMap(l -> SequenceAxes.along(stacked, 0, l)));
        return new Scanned<>(context.plain(outputs, stacked), CellStates.refill(start, last));
    }

    private Node seen(ScanBuilder scan, String state, Node value, Optional<Contraction> bound) {
        String name = scan.outer().part() + "." + state;
        return context.watch()
                .map(inserter -> inserter.state(context, scan, name, value, bound))
                .orElse(value);
    }

    private static void check(List<Value> before, List<Value> after) {
        for (int k = 0; k < before.size(); k++) {
            if (after.size() != before.size()
                    || !after.get(k).shape().equals(before.get(k).shape())) {
                throw new IllegalArgumentException("a step keeps its state's form: it began with shapes "
                        + before.stream().map(Value::shape).toList() + " and ended with "
                        + after.stream().map(Value::shape).toList());
            }
        }
    }

    /** Returns the true number of steps of an example, if examples differ in it. */
    private Optional<TracedLength> length() {
        if (sequence.sequence().isPresent() && !sequence.runsAlong(0)) {
            context.axes().caution("takes each place of a sequence for a feature of its own");
        }
        return sequence.sequence().filter(_ -> sequence.runsAlong(0)).map(SequenceAxis::length);
    }

    private static Node masked(GraphBuilder body, Optional<Node> mask, Node value, Node otherwise) {
        return mask.map(one -> body.route(IndexTable.gather(value.rows(), 1, row -> 0), one))
                .map(wide -> body.apply(ElementwiseFunction.CHOOSE, wide, value, otherwise))
                .orElse(value);
    }
}
