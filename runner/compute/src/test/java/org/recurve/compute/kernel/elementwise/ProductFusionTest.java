package org.recurve.compute.kernel.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ElementwiseFunction;

class ProductFusionTest {
    private static List<ElementwiseFunction> joined(List<Integer> outputs, FusedExpression.ExpressionStep... steps) {
        return ProductFusion.joined(new FusedExpression(3, List.of(), List.of(steps), outputs)).steps().stream()
                .map(FusedExpression.ExpressionStep::function)
                .toList();
    }

    @Test
    void aProductThatOneSumReadsIsJoinedWithIt() {
        FusedExpression.ExpressionStep product = new FusedExpression.ExpressionStep(ElementwiseFunction.MULTIPLY, 0, 1);
        assertEquals(
                List.of(ElementwiseFunction.PRODUCT_PLUS),
                joined(List.of(4), product, new FusedExpression.ExpressionStep(ElementwiseFunction.ADD, 3, 2)));
        assertEquals(
                List.of(ElementwiseFunction.PRODUCT_PLUS),
                joined(List.of(4), product, new FusedExpression.ExpressionStep(ElementwiseFunction.ADD, 2, 3)));
        assertEquals(
                List.of(ElementwiseFunction.MINUS_PRODUCT),
                joined(List.of(4), product, new FusedExpression.ExpressionStep(ElementwiseFunction.SUBTRACT, 2, 3)));
    }

    @Test
    void aProductThatOthersReadStaysAStep() {
        FusedExpression.ExpressionStep product = new FusedExpression.ExpressionStep(ElementwiseFunction.MULTIPLY, 0, 1);
        FusedExpression.ExpressionStep sum = new FusedExpression.ExpressionStep(ElementwiseFunction.ADD, 3, 2);
        assertEquals(
                List.of(ElementwiseFunction.MULTIPLY, ElementwiseFunction.ADD), joined(List.of(4, 3), product, sum));
        assertEquals(
                List.of(ElementwiseFunction.MULTIPLY, ElementwiseFunction.ADD),
                joined(List.of(4), product, new FusedExpression.ExpressionStep(ElementwiseFunction.ADD, 3, 3)));
        assertEquals(
                List.of(ElementwiseFunction.MULTIPLY, ElementwiseFunction.SUBTRACT),
                joined(List.of(4), product, new FusedExpression.ExpressionStep(ElementwiseFunction.SUBTRACT, 3, 2)));
    }

    @Test
    void registersBehindAJoinedProductMoveUp() {
        FusedExpression expression = new FusedExpression(
                2,
                List.of(3f),
                List.of(
                        new FusedExpression.ExpressionStep(ElementwiseFunction.MULTIPLY, 0, 2),
                        new FusedExpression.ExpressionStep(ElementwiseFunction.ABS, 1),
                        new FusedExpression.ExpressionStep(ElementwiseFunction.ADD, 3, 4),
                        new FusedExpression.ExpressionStep(ElementwiseFunction.SQRT, 5)),
                List.of(6, 5));
        FusedExpression expected = new FusedExpression(
                2,
                List.of(3f),
                List.of(
                        new FusedExpression.ExpressionStep(ElementwiseFunction.ABS, 1, 0, 0),
                        new FusedExpression.ExpressionStep(ElementwiseFunction.PRODUCT_PLUS, 0, 2, 3),
                        new FusedExpression.ExpressionStep(ElementwiseFunction.SQRT, 4, 0, 0)),
                List.of(5, 4));
        assertEquals(expected, ProductFusion.joined(expression));
    }
}
