package org.recurve.compute.kernel.elementwise;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.compute.ir.ElementwiseFunction;

/** Chains and operands drawn at random, and the three lines that say what a chain means. */
public final class RandomExpression {
    /** Those that graphs name: kernels put the two of products together by themselves. */
    private static final List<ElementwiseFunction> FUNCTIONS = Stream.of(ElementwiseFunction.values())
            .filter(function ->
                    function != ElementwiseFunction.PRODUCT_PLUS && function != ElementwiseFunction.MINUS_PRODUCT)
            .toList();

    /** Those that graphs named at first: what is drawn among them never changes. */
    private static final List<ElementwiseFunction> FIRST = FUNCTIONS.stream()
            .filter(function -> function != ElementwiseFunction.LOG1P
                    && function != ElementwiseFunction.EXPM1
                    && function != ElementwiseFunction.ERF)
            .toList();

    /** Those and the ones that came next. */
    private static final List<ElementwiseFunction> SECOND = FUNCTIONS.stream()
            .filter(function -> function != ElementwiseFunction.ERF)
            .toList();

    /** Those and the ones that came third. */
    private static final List<ElementwiseFunction> THIRD = FUNCTIONS;

    /** Those of which a chain can become one loop. */
    private static final List<ElementwiseFunction> SHORT =
            FUNCTIONS.stream().filter(function -> !function.isTranscendental()).toList();

    private RandomExpression() {}

    public static FusedExpression draw(SplittableRandom random, int inputs) {
        return draw(random, inputs, FUNCTIONS, 1, 12);
    }

    /** A chain of functions that were there from the beginning. */
    static FusedExpression drawFirst(SplittableRandom random, int inputs) {
        return draw(random, inputs, FIRST, 1, 12);
    }

    /** A chain of those and the functions that came next. */
    static FusedExpression drawSecond(SplittableRandom random, int inputs) {
        return draw(random, inputs, SECOND, 1, 12);
    }

    /** A chain of those and the functions that came third. */
    static FusedExpression drawThird(SplittableRandom random, int inputs) {
        return draw(random, inputs, THIRD, 1, 12);
    }

    /** A chain without transcendental functions. */
    public static FusedExpression drawShort(SplittableRandom random, int inputs, int steps) {
        return draw(random, inputs, SHORT, steps, steps + 1);
    }

    private static FusedExpression draw(
            SplittableRandom random, int inputs, List<ElementwiseFunction> functions, int least, int bound) {
        List<Float> constants = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            constants.add(Floats.any(random));
        }
        List<FusedExpression.ExpressionStep> steps = new ArrayList<>();
        int registers = inputs + constants.size();
        for (int i = random.nextInt(least, bound); i > 0; i--) {
            ElementwiseFunction function = functions.get(random.nextInt(functions.size()));
            int a = random.nextInt(registers);
            steps.add(new FusedExpression.ExpressionStep(
                    function, a, random.nextInt(registers), random.nextInt(registers)));
            registers++;
        }
        List<Integer> outputs = new ArrayList<>(List.of(registers - 1));
        for (int i = random.nextInt(3); i > 0; i--) {
            outputs.add(random.nextInt(registers));
        }
        return new FusedExpression(inputs, constants, steps, outputs);
    }

    /** A map to rows below {@code from}, about one in eight of them −1. */
    public static int[] map(SplittableRandom random, int rows, int from) {
        return IntStream.range(0, rows)
                .map(row -> random.nextInt(8) == 0 ? -1 : random.nextInt(from))
                .toArray();
    }

    /** The chain's outputs for one element. */
    public static float[] define(FusedExpression expression, float... inputs) {
        List<Float> registers = new ArrayList<>();
        for (float input : inputs) {
            registers.add(input);
        }
        registers.addAll(expression.constants());
        for (FusedExpression.ExpressionStep step : expression.steps()) {
            List<Float> operands = Stream.of(step.a(), step.b(), step.c())
                    .map(register -> register < registers.size() ? registers.get(register) : Float.NaN)
                    .toList();
            registers.add(step.function().apply(operands.get(0), operands.get(1), operands.get(2)));
        }
        float[] outputs = new float[expression.outputs().size()];
        for (int o = 0; o < outputs.length; o++) {
            outputs[o] = registers.get(expression.outputs().get(o));
        }
        return outputs;
    }
}
