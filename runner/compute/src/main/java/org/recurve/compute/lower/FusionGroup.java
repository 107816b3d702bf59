package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.kernel.elementwise.FusedExpression;

/**
 * The elementwise nodes of one pass as a chain; of a sum, those that compute its terms.
 *
 * @param inputs what the chain reads, in the order of its inputs
 */
record FusionGroup(FusedExpression expression, List<IndexedRead> inputs) {
    static FusionGroup of(Node head, FusionAnalysis analysis) {
        return new GroupCollector(head, analysis).passes();
    }

    private static final class GroupCollector {
        private final Node head;
        private final FusionAnalysis analysis;
        private final List<Node> order = new ArrayList<>();
        private final Map<Node, Integer> registers = new HashMap<>();
        private final List<IndexedRead> reads = new ArrayList<>();
        private final Map<Node, Integer> inputs = new LinkedHashMap<>();
        private final Map<Float, Integer> constants = new LinkedHashMap<>();

        GroupCollector(Node head, FusionAnalysis analysis) {
            this.head = head;
            this.analysis = analysis;
            visit(head.op() instanceof Op.Elementwise ? head : head.input(0));
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
                    reads.add(IndexedRead.of(input, analysis));
                }
            }
            order.add(node);
        }

        /** Returns the operation below spreading, under which one number stays one number. */
        private static Op number(Node node) {
            return node.op() instanceof Op.Broadcast ? node.input(0).op() : node.op();
        }

        private boolean isInside(Node node) {
            return analysis.isComputedIn(node, head);
        }

        private int register(Node node) {
            if (number(node) instanceof Op.Fill(float value, int rows)) {
                return inputs.size() + GraphChecks.known(constants, value);
            }
            return registers.containsKey(node) ? GraphChecks.known(registers, node) : GraphChecks.known(inputs, node);
        }

        FusionGroup passes() {
            List<FusedExpression.ExpressionStep> steps = new ArrayList<>();
            int first = inputs.size() + constants.size();
            for (Node node : order) {
                Op.Elementwise apply = (Op.Elementwise) node.op();
                int[] operands = node.inputs().stream().mapToInt(this::register).toArray();
                int a = operands[0];
                steps.add(new FusedExpression.ExpressionStep(
                        apply.function(),
                        a,
                        operands.length > 1 ? operands[1] : a,
                        operands.length > 2 ? operands[2] : a));
                registers.put(node, first + steps.size() - 1);
            }
            FusedExpression expression = new FusedExpression(
                    inputs.size(), List.copyOf(constants.keySet()), steps, List.of(first + steps.size() - 1));
            return new FusionGroup(expression, reads);
        }
    }
}
