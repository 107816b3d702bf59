package org.recurve.compute.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Records the body of a scan, then takes out of the loop all that the loop does not need: what depends on no state is
 * done for all steps at once before it, what no state depends on for all steps at once after it. Only a few elementwise
 * functions of one value stay inside.
 */
public final class ScanBuilder {
    private final GraphBuilder outer;
    private final int steps;
    private final boolean backwards;
    private final Function<Node, Lifted> residual;
    private final GraphBuilder body = new GraphBuilder(this::capture);
    private final List<Node> states = new ArrayList<>();
    private final List<Node> initial = new ArrayList<>();
    private final Map<Node, Node> sequences = new LinkedHashMap<>();
    private final Map<Node, Node> constants = new LinkedHashMap<>();
    private final Map<Node, Node> captured = new HashMap<>();

    public ScanBuilder(GraphBuilder outer, int steps, boolean backwards) {
        this(outer, steps, backwards, foreign -> new Lifted(foreign, false));
    }

    /** Returns a scan whose body may also use values of another scan's body; {@code residual} gives their stacks. */
    public ScanBuilder(GraphBuilder outer, int steps, boolean backwards, Function<Node, Lifted> residual) {
        this.outer = outer;
        this.steps = steps;
        this.backwards = backwards;
        this.residual = residual;
    }

    public GraphBuilder outer() {
        return outer;
    }

    /** Returns where the body is recorded. */
    public GraphBuilder body() {
        return body;
    }

    public int steps() {
        return steps;
    }

    /** Returns a new state; gives the item that holds it in the body. */
    public Node state(Node initialValue) {
        Node item = body.item(initialValue.rows(), false);
        states.add(item);
        initial.add(outer.spread(initialValue));
        return item;
    }

    /** Returns a sequence, its steps side by side; gives the item that holds one step's slice in the body. */
    public Node sequence(Node stacked) {
        Node item = body.item(stacked.rows() / steps, false);
        sequences.put(item, outer.spread(stacked));
        return item;
    }

    /** Returns what an item of the body stands for, if it is the same at every step. */
    public Optional<Node> constant(Node item) {
        return Optional.ofNullable(constants.get(item));
    }

    private Node capture(Node foreign) {
        return captured.computeIfAbsent(foreign, this::item);
    }

    private Node item(Node foreign) {
        Lifted stands = foreign.owner() == outer ? new Lifted(foreign, false) : residual.apply(foreign);
        if (stands.varying()) {
            return sequence(stands.node());
        }
        Node around = outer.own(stands.node());
        Node item = body.item(around.rows(), around.shared());
        constants.put(item, around);
        return item;
    }

    /** Ends the body: {@code next} are the states after a step, in the order of the states. */
    public FinishedScan finish(List<Node> next) {
        return new FinishedScan(next.stream().map(body::own).toList());
    }

    /** A recorded scan, whose values can be read. */
    public final class FinishedScan {
        private final Map<Node, Node> inLoop = new HashMap<>();
        private final Map<Node, Lifted> lifted = new HashMap<>();
        private final Node scan;

        private FinishedScan(List<Node> next) {
            GraphBuilder loop = new GraphBuilder();
            List<Node> items = new ArrayList<>();
            for (Node state : states) {
                Node item = loop.item(state.rows(), false);
                items.add(item);
                inLoop.put(state, item);
            }
            LoopInputs inputs = new LoopInputs(loop);
            List<Node> ordered = GraphTraversal.ancestors(next);
            var dependent = GraphTraversal.dependents(ordered, states);
            for (Node node : ordered) {
                if (dependent.contains(node) && !inLoop.containsKey(node)) {
                    loop.part(node.part());
                    Node[] in = node.inputs().stream().map(inputs::of).toArray(Node[]::new);
                    inLoop.put(node, loop.add(node.op(), in));
                }
            }
            List<Node> after = next.stream().map(inputs::of).toList();
            List<Node> all = new ArrayList<>(initial);
            all.addAll(inputs.stacks);
            all.addAll(inputs.invariants);
            Op.Scan op = new Op.Scan(steps, backwards, items, inputs.sequenceItems, inputs.constantItems, after);
            scan = states.isEmpty() ? outer.fill(0, 1) : outer.add(op, all.toArray(Node[]::new));
        }

        /** Returns the state after the last step. */
        public Node last(int state) {
            return outer.add(new Op.ScanCarry(state), scan);
        }

        /** Returns a value of the body at every step, the steps side by side. */
        public Node stacked(Node source) {
            Lifted value = lift(body.own(source));
            return value.varying() ? value.node() : repeat(value.node());
        }

        /** Returns a value of the body, summed over the steps. */
        public Node total(Node source) {
            if (!inLoop.containsKey(source)) {
                switch (source.op()) {
                    case Op.Linear(var spec, var operand)
                    when operand == org.recurve.compute.ir.ContractionOperand.WEIGHT -> {
                        return outer.linear(
                                spec.repeated(steps), operand, stacked(source.input(0)), stacked(source.input(1)));
                    }
                    case Op.Elementwise(var function)
                    when function == org.recurve.compute.ir.ElementwiseFunction.ADD -> {
                        return outer.apply(function, total(source.input(0)), total(source.input(1)));
                    }
                    case Op.ScatterAddShared(var table) -> {
                        Op all = new Op.ScatterAddShared(table.repeatedFromOneSource(steps));
                        return outer.add(all, stacked(source.input(0)), stacked(source.input(1)));
                    }
                    case Op.BatchSum sum -> {
                        return outer.batchSum(total(source.input(0)));
                    }
                    case Op.GraphSource _,
                            Op.Fill _,
                            Op.Literal _,
                            Op.Elementwise _,
                            Op.Linear _,
                            Op.GatherSum _,
                            Op.Concat _,
                            Op.Argmax _,
                            Op.MatrixProduct _,
                            Op.TakeAlong _,
                            Op.ScatterAdd _,
                            Op.Broadcast _,
                            Op.StopGradient _,
                            Op.Scan _,
                            Op.ScanCarry _,
                            Op.ScanOutputs _ -> {}
                }
            }
            int rows = source.rows();
            return outer.route(
                    IndexTable.uniform(rows, steps * rows, steps, (row, k) -> k * rows + row), stacked(source));
        }

        private Node repeat(Node value) {
            int rows = value.rows();
            return outer.route(IndexTable.gather(steps * rows, rows, row -> row % rows), value);
        }

        private Lifted lift(Node node) {
            Lifted known = lifted.get(node);
            if (known == null) {
                known = inLoop.containsKey(node)
                        ? new Lifted(outer.add(new Op.ScanOutputs(inLoop.get(node)), scan), true)
                        : sequences.containsKey(node)
                                ? new Lifted(sequences.get(node), true)
                                : constants.containsKey(node)
                                        ? new Lifted(constants.get(node), false)
                                        : liftOperation(node);
                lifted.put(node, known);
            }
            return known;
        }

        private Lifted liftOperation(Node node) {
            List<Lifted> in = node.inputs().stream().map(this::lift).toList();
            outer.part(node.part());
            if (in.stream().noneMatch(Lifted::varying)) {
                return new Lifted(
                        outer.add(node.op(), in.stream().map(Lifted::node).toArray(Node[]::new)), false);
            }
            return new Lifted(new TimeBatching(outer, steps).lift(node, in, this::repeat), true);
        }

        /** The items of the loop, made as its operations ask for them. */
        private final class LoopInputs {
            private final GraphBuilder loop;
            private final List<Node> sequenceItems = new ArrayList<>();
            private final List<Node> stacks = new ArrayList<>();
            private final List<Node> constantItems = new ArrayList<>();
            private final List<Node> invariants = new ArrayList<>();

            LoopInputs(GraphBuilder loop) {
                this.loop = loop;
            }

            Node of(Node node) {
                if (node.op() instanceof Op.Fill || node.op() instanceof Op.Literal) {
                    return loop.add(node.op());
                }
                if (inLoop.containsKey(node)) {
                    return inLoop.get(node);
                }
                Node known = outside.get(node);
                if (known == null) {
                    known = cheap(node) && varying(node).size() == 1 ? again(node) : item(node);
                    outside.put(node, known);
                }
                return known;
            }

            private final Map<Node, Node> outside = new HashMap<>();

            /** Done in the loop though it could be done before it: that would cost more in memory than it saves here. */
            private Node again(Node node) {
                loop.part(node.part());
                return loop.add(node.op(), node.inputs().stream().map(this::of).toArray(Node[]::new));
            }

            /** Returns what a chain of cheap functions reads that differs from step to step. */
            private Set<Node> varying(Node node) {
                if (cheap(node)) {
                    return node.inputs().stream()
                            .flatMap(input -> varying(input).stream())
                            .collect(Collectors.toSet());
                }
                boolean number = node.op() instanceof Op.Fill || node.op() instanceof Op.Literal;
                return number || !lift(node).varying() ? Set.of() : Set.of(node);
            }

            private boolean cheap(Node node) {
                return node.op() instanceof Op.Elementwise(var function) && !function.isTranscendental();
            }

            private Node item(Node node) {
                Lifted value = lift(node);
                Node item =
                        loop.item(node.rows(), !value.varying() && value.node().shared());
                (value.varying() ? sequenceItems : constantItems).add(item);
                (value.varying() ? stacks : invariants)
                        .add(value.varying() ? outer.spread(value.node()) : value.node());
                return item;
            }
        }
    }

    /** A body's value outside the loop: all its steps side by side if it varies, itself if not. */
    public record Lifted(Node node, boolean varying) {}
}
