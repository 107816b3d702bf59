package org.recurve.compute.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChainTest {
    @Test
    void registersBeginWithInputsThenConstantsThenSteps() {
        Chain chain = new Chain(1, List.of(2f), List.of(new Chain.Step(Function.ADD, 0, 1)), List.of(2));
        assertEquals(3, chain.registers());
        assertEquals(5f, RandomChain.define(chain, 3)[0]);
    }

    @Test
    void aStepMayNotReadItselfOrWhatFollows() {
        List<Chain.Step> steps = List.of(new Chain.Step(Function.ADD, 0, 1));
        Exception problem =
                assertThrows(IllegalArgumentException.class, () -> new Chain(1, List.of(), steps, List.of(1)));
        assertTrue(problem.getMessage().contains("register 1"), problem.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Chain(1, List.of(), List.of(), List.of(1)));
    }

    @Test
    void registersThatAFunctionIgnoresAreNotChecked() {
        assertEquals(
                2, new Chain(1, List.of(), List.of(new Chain.Step(Function.EXP, 0, 9, 9)), List.of(1)).registers());
    }

    @Test
    void resultsThatNobodyWaitsForGiveTheirScratchBack() {
        List<Chain.Step> steps = List.of(
                new Chain.Step(Function.EXP, 0),
                new Chain.Step(Function.NEGATE, 1),
                new Chain.Step(Function.ABS, 2),
                new Chain.Step(Function.SQRT, 3));
        Placement placement = Placement.of(new Chain(1, List.of(), steps, List.of(4)));
        assertEquals(2, placement.strips());
        assertEquals(0, placement.output()[3]);
    }
}
