package org.recurve.compute.kernel.elementwise;

import java.util.List;
import org.recurve.compute.ir.ElementwiseFunction;

/**
 * A small program of elementwise steps that runs in one pass over memory.
 *
 * <p>Its registers are numbered: first the inputs, then the constants, then the results of the steps in order.
 *
 * @param inputs how many operands are read
 * @param steady how many of the last of them have the same number for many rows running, and for all examples
 * @param constants numbers that are the same for all elements
 * @param steps each may use any register before its own
 * @param outputs the registers that are written, one an output operand
 */
public record FusedExpression(
        int inputs, int steady, List<Float> constants, List<ExpressionStep> steps, List<Integer> outputs) {
    public FusedExpression {
        constants = List.copyOf(constants);
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
        int known = inputs + constants.size();
        for (ExpressionStep step : steps) {
            for (int i = 0; i < step.function().arity(); i++) {
                requireKnown(step.operand(i), known, step.toString());
            }
            known++;
        }
        for (int output : outputs) {
            requireKnown(output, known, "outputs");
        }
    }

    /** A chain without steady inputs. */
    public FusedExpression(int inputs, List<Float> constants, List<ExpressionStep> steps, List<Integer> outputs) {
        this(inputs, 0, constants, steps, outputs);
    }

    /** Returns a chain of one step, from as many inputs as the function has operands. */
    public static FusedExpression of(ElementwiseFunction function) {
        return new FusedExpression(
                function.arity(), List.of(), List.of(new ExpressionStep(function, 0, 1, 2)), List.of(function.arity()));
    }

    /** Returns the number of inputs, constants and steps together. */
    public int registers() {
        return inputs + constants.size() + steps.size();
    }

    private static void requireKnown(int register, int known, String where) {
        if (register < 0 || register >= known) {
            throw new IllegalArgumentException(
                    "chain: register " + register + " in " + where + " is not among the " + known + " known there");
        }
    }

    /**
     * A function applied to registers.
     *
     * @param a the first operand
     * @param b the second, ignored by a function of one operand
     * @param c the third, ignored by a function of one or two operands
     */
    public record ExpressionStep(ElementwiseFunction function, int a, int b, int c) {
        public ExpressionStep(ElementwiseFunction function, int a) {
            this(function, a, a, a);
        }

        public ExpressionStep(ElementwiseFunction function, int a, int b) {
            this(function, a, b, b);
        }

        int operand(int index) {
            return switch (index) {
                case 0 -> a;
                case 1 -> b;
                default -> c;
            };
        }
    }
}
