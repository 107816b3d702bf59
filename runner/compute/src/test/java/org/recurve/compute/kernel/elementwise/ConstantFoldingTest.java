package org.recurve.compute.kernel.elementwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.kernel.elementwise.ConstantFolding.FoldedExpression;
import org.recurve.compute.kernel.elementwise.FusedExpression.ExpressionStep;

class ConstantFoldingTest {
    private static final ExpressionStep MASK = new ExpressionStep(ElementwiseFunction.EQUAL, 0, 1);

    /** {@code choose(a = b, c, d) · d}: the choice is made, and only d is read. */
    @Test
    void choicesAreMadeAndWhatOnlyTheyNeededGoes() {
        FusedExpression whole = new FusedExpression(
                4,
                List.of(),
                List.of(
                        MASK,
                        new ExpressionStep(ElementwiseFunction.SQUARE, 2),
                        new ExpressionStep(ElementwiseFunction.CHOOSE, 4, 5, 3),
                        new ExpressionStep(ElementwiseFunction.MULTIPLY, 6, 3)),
                List.of(7));
        FoldedExpression folded = ConstantFolding.folded(whole, 0);
        assertEquals(List.of(3), folded.inputs());
        assertEquals(
                new FusedExpression(
                        1, List.of(0f), List.of(new ExpressionStep(ElementwiseFunction.MULTIPLY, 0, 0)), List.of(2)),
                folded.expression());
        assertFalse(folded.isZero());
    }

    @Test
    void onlyPlusZeroIsNothing() {
        assertTrue(ConstantFolding.folded(chosen(0f), 0).isZero());
        assertFalse(ConstantFolding.folded(chosen(-0f), 0).isZero());
        assertFalse(ConstantFolding.folded(chosen(1f), 0).isZero());
    }

    private static FusedExpression chosen(float otherwise) {
        return new FusedExpression(
                3,
                List.of(otherwise),
                List.of(MASK, new ExpressionStep(ElementwiseFunction.CHOOSE, 4, 2, 3)),
                List.of(5));
    }

    /** Random steps behind a comparison of numbers that differ. */
    @Test
    void theOutputsHaveTheSameBits() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 2000; round++) {
            FusedExpression drawn = RandomExpression.draw(random, 5);
            int first = 5 + drawn.constants().size();
            List<ExpressionStep> steps = new ArrayList<>(List.of(MASK));
            for (ExpressionStep step : drawn.steps()) {
                boolean chooses = step.function() == ElementwiseFunction.CHOOSE || random.nextInt(3) == 0;
                int a = chooses ? first : behind(step.a(), first);
                steps.add(new ExpressionStep(
                        chooses ? ElementwiseFunction.CHOOSE : step.function(),
                        a,
                        behind(step.b(), first),
                        behind(step.c(), first)));
            }
            List<Integer> outputs = drawn.outputs().stream()
                    .map(output -> behind(output, first))
                    .toList();
            FusedExpression whole = new FusedExpression(5, drawn.constants(), steps, outputs);
            float[] inputs = {1, 2, Floats.any(random), Floats.any(random), Floats.any(random)};
            FoldedExpression folded = ConstantFolding.folded(whole, 0);
            float[] read = new float[folded.inputs().size()];
            for (int i = 0; i < read.length; i++) {
                read[i] = inputs[folded.inputs().get(i)];
            }
            assertArrayEquals(
                    RandomExpression.define(whole, inputs), RandomExpression.define(folded.expression(), read));
        }
    }

    /** Returns where a register lies once there is a step more in front. */
    private static int behind(int register, int first) {
        return register < first ? register : register + 1;
    }
}
