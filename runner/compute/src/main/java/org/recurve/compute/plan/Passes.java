package org.recurve.compute.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.compute.elementwise.Chain;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Require;

/**
 * The elementwise nodes of one pass as a chain.
 *
 * @param inputs what the chain reads, in the order of its inputs
 */
record Passes(Chain chain, List<Reading> inputs) {
    static Passes of(Node head, Fusion fusion) {
        return new Collecting(head, fusion).passes();
    }

    private static final class Collecting {
        private final Node head;
        private final Fusion fusion;
        private final List<Node> order = new ArrayList<>();
        private final Map<Node, Integer> registers = new HashMap<>();
        private final List<Reading> readings = new ArrayList<>();
        private final Map<Node, Integer> inputs = new LinkedHashMap<>();
        private final Map<Float, Integer> constants = new LinkedHashMap<>();

        Collecting(Node head, Fusion fusion) {
            this.head = head;
            this.fusion = fusion;
            visit(head);
        }

        private void visit(Node node) {
            for (Node input : node.inputs()) {
                if (number(input) instanceof Op.Fill(float value, int rows)) {
                    constants.putIfAbsent(value, constants.size());
                } else if (isInside(input)) {
                    if (!order.contains(input)) {
                        visit(input);
                    }
                } else if (!inputs.containsKey(input)) {
                    inputs.put(input, inputs.size());
                    readings.add(Reading.of(input, fusion));
                }
            }
            order.add(node);
        }

        /** The operation below spreading, under which one number stays one number. */
        private static Op number(Node node) {
            return node.op() instanceof Op.Spread ? node.input(0).op() : node.op();
        }

        private boolean isInside(Node node) {
            return node.op() instanceof Op.Apply && fusion.head(node) == head;
        }

        private int register(Node node) {
            if (number(node) instanceof Op.Fill(float value, int rows)) {
                return inputs.size() + Require.known(constants, value);
            }
            return registers.containsKey(node) ? Require.known(registers, node) : Require.known(inputs, node);
        }

        Passes passes() {
            List<Chain.Step> steps = new ArrayList<>();
            int first = inputs.size() + constants.size();
            for (Node node : order) {
                Op.Apply apply = (Op.Apply) node.op();
                int[] operands = node.inputs().stream().mapToInt(this::register).toArray();
                int a = operands[0];
                steps.add(new Chain.Step(
                        apply.function(),
                        a,
                        operands.length > 1 ? operands[1] : a,
                        operands.length > 2 ? operands[2] : a));
                registers.put(node, first + steps.size() - 1);
            }
            Chain chain =
                    new Chain(inputs.size(), List.copyOf(constants.keySet()), steps, List.of(first + steps.size() - 1));
            return new Passes(chain, readings);
        }
    }
}
