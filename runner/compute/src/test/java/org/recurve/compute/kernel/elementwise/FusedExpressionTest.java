package org.recurve.compute.kernel.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ElementwiseFunction;

class FusedExpressionTest {
    @Test
    void registersBeginWithInputsThenConstantsThenSteps() {
        FusedExpression expression = new FusedExpression(
                1, List.of(2f), List.of(new FusedExpression.ExpressionStep(ElementwiseFunction.ADD, 0, 1)), List.of(2));
        assertEquals(3, expression.registers());
        assertEquals(5f, RandomExpression.define(expression, 3)[0]);
    }

    @Test
    void aStepMayNotReadItselfOrWhatFollows() {
        List<FusedExpression.ExpressionStep> steps =
                List.of(new FusedExpression.ExpressionStep(ElementwiseFunction.ADD, 0, 1));
        Exception problem = assertThrows(
                IllegalArgumentException.class, () -> new FusedExpression(1, List.of(), steps, List.of(1)));
        assertTrue(problem.getMessage().contains("register 1"), problem.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new FusedExpression(1, List.of(), List.of(), List.of(1)));
    }

    @Test
    void registersThatAFunctionIgnoresAreNotChecked() {
        assertEquals(
                2,
                new FusedExpression(
                                1,
                                List.of(),
                                List.of(new FusedExpression.ExpressionStep(ElementwiseFunction.EXP, 0, 9, 9)),
                                List.of(1))
                        .registers());
    }

    @Test
    void resultsThatNobodyWaitsForGiveTheirScratchBack() {
        List<FusedExpression.ExpressionStep> steps = List.of(
                new FusedExpression.ExpressionStep(ElementwiseFunction.EXP, 0),
                new FusedExpression.ExpressionStep(ElementwiseFunction.NEGATE, 1),
                new FusedExpression.ExpressionStep(ElementwiseFunction.ABS, 2),
                new FusedExpression.ExpressionStep(ElementwiseFunction.SQRT, 3));
        ScratchAssignment assignment = ScratchAssignment.of(new FusedExpression(1, List.of(), steps, List.of(4)));
        assertEquals(2, assignment.strips());
        assertEquals(0, assignment.output()[3]);
    }
}
