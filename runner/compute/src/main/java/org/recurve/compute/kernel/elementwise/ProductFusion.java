package org.recurve.compute.kernel.elementwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.recurve.compute.ir.ElementwiseFunction;

/** Joins each product that is read by one sum or difference alone with it: one loop over memory less, the same roundings. */
public final class ProductFusion {
    private final FusedExpression expression;
    private final int first;
    private final int[] uses;
    private final boolean[] joined;

    private ProductFusion(FusedExpression expression) {
        this.expression = expression;
        this.first = expression.inputs() + expression.constants().size();
        this.uses = uses(expression);
        this.joined = new boolean[expression.steps().size()];
    }

    /** Returns the same chain in as few steps. */
    public static FusedExpression joined(FusedExpression expression) {
        return new ProductFusion(expression).joined();
    }

    private static int[] uses(FusedExpression expression) {
        int[] uses = new int[expression.registers()];
        for (FusedExpression.ExpressionStep step : expression.steps()) {
            for (int i = 0; i < step.function().arity(); i++) {
                uses[step.operand(i)]++;
            }
        }
        expression.outputs().forEach(register -> uses[register]++);
        return uses;
    }

    private FusedExpression joined() {
        List<FusedExpression.ExpressionStep> whole = new ArrayList<>();
        expression.steps().forEach(step -> whole.add(joined(step)));
        int[] moved = new int[expression.registers()];
        Arrays.setAll(moved, register -> register);
        List<FusedExpression.ExpressionStep> steps = new ArrayList<>();
        for (int s = 0; s < whole.size(); s++) {
            if (!joined[s]) {
                FusedExpression.ExpressionStep step = whole.get(s);
                moved[first + s] = first + steps.size();
                int[] operands = new int[3];
                for (int i = 0; i < step.function().arity(); i++) {
                    operands[i] = moved[step.operand(i)];
                }
                steps.add(new FusedExpression.ExpressionStep(step.function(), operands[0], operands[1], operands[2]));
            }
        }
        List<Integer> outputs =
                expression.outputs().stream().map(register -> moved[register]).toList();
        return new FusedExpression(expression.inputs(), expression.steady(), expression.constants(), steps, outputs);
    }

    private FusedExpression.ExpressionStep joined(FusedExpression.ExpressionStep step) {
        return switch (step.function()) {
            case ADD ->
                product(step.b())
                        .map(p -> new FusedExpression.ExpressionStep(
                                ElementwiseFunction.PRODUCT_PLUS, p.a(), p.b(), step.a()))
                        .or(() -> product(step.a())
                                .map(p -> new FusedExpression.ExpressionStep(
                                        ElementwiseFunction.PRODUCT_PLUS, p.a(), p.b(), step.b())))
                        .orElse(step);
            case SUBTRACT ->
                product(step.b())
                        .map(p -> new FusedExpression.ExpressionStep(
                                ElementwiseFunction.MINUS_PRODUCT, p.a(), p.b(), step.a()))
                        .orElse(step);
            case NEGATE,
                    ABS,
                    SIGN,
                    STEP,
                    SQUARE,
                    SQRT,
                    EXP,
                    LOG,
                    LOG1P,
                    EXPM1,
                    TANH,
                    SIGMOID,
                    ERF,
                    RELU,
                    MULTIPLY,
                    DIVIDE,
                    MAX,
                    MIN,
                    GREATER,
                    EQUAL,
                    CHOOSE,
                    PRODUCT_PLUS,
                    MINUS_PRODUCT -> step;
        };
    }

    /** Returns the product that a register holds, if nobody else reads it; it is then taken. */
    private Optional<FusedExpression.ExpressionStep> product(int register) {
        int s = register - first;
        if (s < 0 || uses[register] != 1 || expression.steps().get(s).function() != ElementwiseFunction.MULTIPLY) {
            return Optional.empty();
        }
        joined[s] = true;
        return Optional.of(expression.steps().get(s));
    }
}
