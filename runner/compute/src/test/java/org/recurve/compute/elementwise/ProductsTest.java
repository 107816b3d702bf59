package org.recurve.compute.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProductsTest {
    private static List<Function> joined(List<Integer> outputs, Chain.Step... steps) {
        return Products.joined(new Chain(3, List.of(), List.of(steps), outputs)).steps().stream()
                .map(Chain.Step::function)
                .toList();
    }

    @Test
    void aProductThatOneSumReadsIsJoinedWithIt() {
        Chain.Step product = new Chain.Step(Function.MULTIPLY, 0, 1);
        assertEquals(List.of(Function.PRODUCT_PLUS), joined(List.of(4), product, new Chain.Step(Function.ADD, 3, 2)));
        assertEquals(List.of(Function.PRODUCT_PLUS), joined(List.of(4), product, new Chain.Step(Function.ADD, 2, 3)));
        assertEquals(
                List.of(Function.MINUS_PRODUCT), joined(List.of(4), product, new Chain.Step(Function.SUBTRACT, 2, 3)));
    }

    @Test
    void aProductThatOthersReadStaysAStep() {
        Chain.Step product = new Chain.Step(Function.MULTIPLY, 0, 1);
        Chain.Step sum = new Chain.Step(Function.ADD, 3, 2);
        assertEquals(List.of(Function.MULTIPLY, Function.ADD), joined(List.of(4, 3), product, sum));
        assertEquals(
                List.of(Function.MULTIPLY, Function.ADD),
                joined(List.of(4), product, new Chain.Step(Function.ADD, 3, 3)));
        assertEquals(
                List.of(Function.MULTIPLY, Function.SUBTRACT),
                joined(List.of(4), product, new Chain.Step(Function.SUBTRACT, 3, 2)));
    }

    @Test
    void registersBehindAJoinedProductMoveUp() {
        Chain chain = new Chain(
                2,
                List.of(3f),
                List.of(
                        new Chain.Step(Function.MULTIPLY, 0, 2),
                        new Chain.Step(Function.ABS, 1),
                        new Chain.Step(Function.ADD, 3, 4),
                        new Chain.Step(Function.SQRT, 5)),
                List.of(6, 5));
        Chain expected = new Chain(
                2,
                List.of(3f),
                List.of(
                        new Chain.Step(Function.ABS, 1, 0, 0),
                        new Chain.Step(Function.PRODUCT_PLUS, 0, 2, 3),
                        new Chain.Step(Function.SQRT, 4, 0, 0)),
                List.of(5, 4));
        assertEquals(expected, Products.joined(chain));
    }
}
