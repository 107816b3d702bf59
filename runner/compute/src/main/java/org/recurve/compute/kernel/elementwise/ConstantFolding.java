package org.recurve.compute.kernel.elementwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.kernel.elementwise.FusedExpression.ExpressionStep;

/**
 * Rewrites an expression for elements at which one of its steps gives 0, to the same bits: choices by that step are made, and
 * what is then not used is not computed.
 */
public final class ConstantFolding {
    private final FusedExpression expression;
    private final int first;
    private final int zero;
    /** Holds the register that stands for each. */
    private final int[] instead;

    /**
     * An expression of fewer steps.
     *
     * @param inputs which of the original inputs it reads, in its order
     */
    public record FoldedExpression(FusedExpression expression, List<Integer> inputs) {
        public FoldedExpression {
            inputs = List.copyOf(inputs);
        }

        /** Returns whether it gives nothing but +0. */
        public boolean isZero() {
            return expression.steps().isEmpty()
                    && expression.outputs().stream()
                            .allMatch(register -> register >= expression.inputs()
                                    && Float.floatToRawIntBits(
                                                    expression.constants().get(register - expression.inputs()))
                                            == 0);
        }
    }

    private ConstantFolding(FusedExpression expression, int step) {
        this.expression = expression;
        this.first = expression.inputs() + expression.constants().size();
        this.zero = first + step;
        this.instead = IntStream.range(0, expression.registers()).toArray();
    }

    /** Returns {@code expression} where its step with this number gives 0. */
    public static FoldedExpression folded(FusedExpression expression, int step) {
        return new ConstantFolding(expression, step).folded();
    }

    private FoldedExpression folded() {
        for (int s = 0; s < expression.steps().size(); s++) {
            ExpressionStep step = expression.steps().get(s);
            if (step.function() == ElementwiseFunction.CHOOSE && step.a() == zero) {
                instead[first + s] = instead[step.c()];
            }
        }
        boolean[] used = used();
        List<Integer> inputs = IntStream.range(0, expression.inputs())
                .filter(input -> used[input])
                .boxed()
                .toList();
        List<Float> constants = new ArrayList<>(expression.constants());
        constants.add(0f);
        int[] moved = new int[expression.registers()];
        Arrays.setAll(moved, register -> register - expression.inputs() + inputs.size());
        inputs.forEach(input -> moved[input] = inputs.indexOf(input));
        moved[zero] = inputs.size() + expression.constants().size();
        List<ExpressionStep> steps = new ArrayList<>();
        for (int s = 0; s < expression.steps().size(); s++) {
            if (used[first + s] && first + s != zero) {
                ExpressionStep step = expression.steps().get(s);
                moved[first + s] = inputs.size() + constants.size() + steps.size();
                int[] operands = new int[3];
                for (int i = 0; i < step.function().arity(); i++) {
                    operands[i] = moved[instead[step.operand(i)]];
                }
                steps.add(new ExpressionStep(step.function(), operands[0], operands[1], operands[2]));
            }
        }
        List<Integer> outputs = expression.outputs().stream()
                .map(register -> moved[instead[register]])
                .toList();
        int steady = (int) inputs.stream()
                .filter(input -> input >= expression.inputs() - expression.steady())
                .count();
        return new FoldedExpression(new FusedExpression(inputs.size(), steady, constants, steps, outputs), inputs);
    }

    /** Returns which registers the outputs still depend on. */
    private boolean[] used() {
        boolean[] used = new boolean[expression.registers()];
        expression.outputs().forEach(register -> used[instead[register]] = true);
        for (int s = expression.steps().size() - 1; s >= 0; s--) {
            ExpressionStep step = expression.steps().get(s);
            for (int i = 0; i < step.function().arity() && used[first + s] && first + s != zero; i++) {
                used[instead[step.operand(i)]] = true;
            }
        }
        return used;
    }
}
