package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.kernel.elementwise.FusedExpression;
import org.recurve.compute.kernel.elementwise.RowOperand;

/**
 * The elementwise nodes of passes over the same rows as a chain; of a sum, those that compute its terms. Its outputs are first
 * what is stored, then the terms of sums.
 *
 * @param inputs what the chain reads, in the order of its inputs
 */
record FusionGroup(FusedExpression expression, List<IndexedRead> inputs) {
    /** @param heads the last nodes of the passes, in an order in which each comes behind those that it reads */
    static FusionGroup of(List<Node> heads, FusionAnalysis analysis) {
        return new GroupCollector(heads, analysis).passes();
    }

    /** Returns those whose results are stored, in order. */
    static List<Node> stored(List<Node> heads) {
        return heads.stream()
                .filter(head -> head.op() instanceof Op.Elementwise)
                .toList();
    }

    /** Returns the sums, in order. */
    static List<Node> sums(List<Node> heads) {
        return heads.stream()
                .filter(head -> !(head.op() instanceof Op.Elementwise))
                .toList();
    }

    private static final class GroupCollector {
        private final List<Node> heads;
        private final FusionAnalysis analysis;
        private final List<Node> order = new ArrayList<>();
        private final Map<Node, Integer> registers = new HashMap<>();
        private final List<IndexedRead> reads = new ArrayList<>();
        private final Map<Node, Integer> inputs = new LinkedHashMap<>();
        private final Map<Float, Integer> constants = new LinkedHashMap<>();
        private int steady;

        GroupCollector(List<Node> heads, FusionAnalysis analysis) {
            this.heads = heads;
            this.analysis = analysis;
            stored(heads).forEach(this::take);
            sums(heads).forEach(sum -> take(sum.input(0)));
            sortReads();
        }

        /** Brings those to the end whose number stays the same for many rows. */
        private void sortReads() {
            List<Node> nodes = new ArrayList<>(inputs.keySet());
            steady = (int) nodes.stream().filter(this::isSteady).count();
            nodes.sort(Comparator.comparing(this::isSteady));
            List<IndexedRead> sorted = nodes.stream()
                    .map(node -> reads.get(GraphChecks.known(inputs, node)))
                    .toList();
            reads.clear();
            reads.addAll(sorted);
            nodes.forEach(node -> inputs.put(node, nodes.indexOf(node)));
        }

        private boolean isSteady(Node input) {
            IndexedRead read = reads.get(GraphChecks.known(inputs, input));
            boolean ofExamples = order.stream().noneMatch(Node::shared);
            return ofExamples && read.of().shared() && RowOperand.runs(read.map()).length > 0;
        }

        private void take(Node result) {
            if (!isInside(result)) {
                read(result);
            } else if (!order.contains(result)) {
                visit(result);
            }
        }

        private void read(Node input) {
            if (!inputs.containsKey(input)) {
                inputs.put(input, inputs.size());
                reads.add(IndexedRead.of(input, analysis));
            }
        }

        private void visit(Node node) {
            for (Node input : node.inputs()) {
                if (number(input) instanceof Op.Fill(float value, int rows)) {
                    constants.putIfAbsent(value, constants.size());
                } else {
                    take(input);
                }
            }
            order.add(node);
        }

        /** Returns the operation below spreading, under which one number stays one number. */
        private static Op number(Node node) {
            return node.op() instanceof Op.Broadcast ? node.input(0).op() : node.op();
        }

        private boolean isInside(Node node) {
            return heads.stream().anyMatch(head -> analysis.isComputedIn(node, head));
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
            List<Integer> outputs = Stream.concat(
                            stored(heads).stream(), sums(heads).stream().map(sum -> sum.input(0)))
                    .map(this::register)
                    .toList();
            FusedExpression expression =
                    new FusedExpression(inputs.size(), steady, List.copyOf(constants.keySet()), steps, outputs);
            return new FusionGroup(expression, reads);
        }
    }
}
