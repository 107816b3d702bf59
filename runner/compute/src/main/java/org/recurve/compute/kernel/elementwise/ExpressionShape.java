package org.recurve.compute.kernel.elementwise;

import java.util.List;

/** A chain but for the values of its constants: what one compiled loop can serve. */
public record ExpressionShape(
        int inputs, int steady, int constants, List<FusedExpression.ExpressionStep> steps, List<Integer> outputs) {
    /** Longer loops have more values at a time than there are registers, and keep a compiler busy for long. */
    private static final int LONGEST = 32;

    public static ExpressionShape of(FusedExpression expression) {
        return new ExpressionShape(
                expression.inputs(),
                expression.steady(),
                expression.constants().size(),
                expression.steps(),
                expression.outputs());
    }

    /**
     * Returns whether one loop could be faster than strips. A series of many operations is bound by these and not by memory, and
     * inside a larger loop it is more than compilers keep in registers.
     */
    boolean gains() {
        return steps.size() > 1
                && steps.size() <= LONGEST
                && steps.stream().noneMatch(step -> step.function().isTranscendental());
    }

    /** Returns how many inputs are read anew for each element. */
    int streams() {
        return inputs - steady;
    }

    /** Returns the first register that a step writes. */
    int firstStep() {
        return inputs + constants;
    }

    int registers() {
        return firstStep() + steps.size();
    }
}
