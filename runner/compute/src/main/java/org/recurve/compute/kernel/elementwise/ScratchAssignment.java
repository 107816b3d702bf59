package org.recurve.compute.kernel.elementwise;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * Says where the result of each step of a chain is written.
 *
 * @param strip each step's strip of scratch, −1 if it is written to an output at once
 * @param output each step's output, −1 if it is written to scratch
 * @param copied the outputs that are copied when a strip is done: those of inputs first, so that no step's result can
 *     have taken their place
 * @param strips how many strips of scratch there are; the first ones belong to the inputs
 */
record ScratchAssignment(int[] strip, int[] output, int[] copied, int strips) {
    static ScratchAssignment of(FusedExpression expression) {
        int first = expression.inputs() + expression.constants().size();
        int[] output = new int[expression.steps().size()];
        Arrays.fill(output, -1);
        int from = lastUseOfInputs(expression);
        for (int o = 0; o < expression.outputs().size(); o++) {
            int step = expression.outputs().get(o) - first;
            // An output may lie over an input, so it is not written before all inputs have been read.
            if (step >= from && step >= 0 && output[step] < 0) {
                output[step] = o;
            }
        }
        return strips(expression, output);
    }

    private static ScratchAssignment strips(FusedExpression expression, int[] output) {
        int first = expression.inputs() + expression.constants().size();
        int[] strip = new int[expression.steps().size()];
        Arrays.fill(strip, -1);
        int[] lastUse = lastUses(expression);
        Deque<Integer> free = new ArrayDeque<>();
        int strips = expression.inputs();
        for (int s = 0; s < strip.length; s++) {
            for (int earlier = 0; earlier < s; earlier++) {
                if (lastUse[earlier] == s && strip[earlier] >= 0) {
                    free.push(strip[earlier]);
                }
            }
            if (output[s] < 0) {
                strip[s] = free.isEmpty() ? strips++ : free.pop();
                if (lastUse[s] < 0) {
                    free.push(strip[s]);
                }
            }
        }
        return new ScratchAssignment(strip, output, copied(expression, output, first), strips);
    }

    /** For each step, the last step that reads its result; the end if it is an output, −1 if nobody wants it. */
    private static int[] lastUses(FusedExpression expression) {
        int first = expression.inputs() + expression.constants().size();
        int[] last = new int[expression.steps().size()];
        Arrays.fill(last, -1);
        for (int s = 0; s < last.length; s++) {
            FusedExpression.ExpressionStep step = expression.steps().get(s);
            for (int i = 0; i < step.function().arity(); i++) {
                if (step.operand(i) >= first) {
                    last[step.operand(i) - first] = s;
                }
            }
        }
        for (int register : expression.outputs()) {
            if (register >= first) {
                last[register - first] = last.length;
            }
        }
        return last;
    }

    private static int lastUseOfInputs(FusedExpression expression) {
        if (expression.outputs().stream().anyMatch(register -> register < expression.inputs())) {
            return expression.steps().size();
        }
        int last = 0;
        for (int s = 0; s < expression.steps().size(); s++) {
            FusedExpression.ExpressionStep step = expression.steps().get(s);
            for (int i = 0; i < step.function().arity(); i++) {
                last = step.operand(i) < expression.inputs() ? s : last;
            }
        }
        return last;
    }

    private static int[] copied(FusedExpression expression, int[] output, int first) {
        return IntStream.range(0, expression.outputs().size())
                .filter(o -> expression.outputs().get(o) < first
                        || output[expression.outputs().get(o) - first] != o)
                .boxed()
                .sorted(Comparator.comparing(expression.outputs()::get))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
