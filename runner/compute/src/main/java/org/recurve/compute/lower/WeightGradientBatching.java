package org.recurve.compute.lower;

import java.util.List;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** Gradients by the weights of linear operations on one value, such as gates: that value is laid out once for all of them. */
final class WeightGradientBatching {
    private WeightGradientBatching() {}

    static boolean are(Node a, Node b) {
        return mayHave(a) && a.op().equals(b.op()) && a.input(0) == b.input(0);
    }

    private static boolean mayHave(Node node) {
        return node.op() instanceof Op.Linear(var spec, var operand)
                && operand == ContractionOperand.WEIGHT
                && spec.fewPositionsPerWeight();
    }

    /** Moves siblings next to each other, where nobody waits for the earlier ones. */
    static void gather(List<Node> steps, FusionAnalysis analysis) {
        for (int i = steps.size() - 2; i >= 0; i--) {
            Node node = steps.get(i);
            int sibling = mayHave(node) ? next(steps, i) : steps.size();
            if (sibling < steps.size()
                    && steps.subList(i + 1, sibling).stream()
                            .noneMatch(step ->
                                    ExecutionSchedule.reads(step, analysis).contains(node))) {
                steps.add(sibling - 1, steps.remove(i));
            }
        }
    }

    private static int next(List<Node> steps, int of) {
        int sibling = of + 1;
        while (sibling < steps.size() && !are(steps.get(of), steps.get(sibling))) {
            sibling++;
        }
        return sibling;
    }
}
