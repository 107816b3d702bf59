package org.recurve.compute.elementwise;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * Where the result of each step of a chain is written.
 *
 * @param strip each step's strip of scratch, −1 if it is written to an output at once
 * @param output each step's output, −1 if it is written to scratch
 * @param copied the outputs that are copied when a strip is done: those of inputs first, so that no step's result can
 *     have taken their place
 * @param strips how many strips of scratch there are; the first ones belong to the inputs
 */
record Placement(int[] strip, int[] output, int[] copied, int strips) {
    static Placement of(Chain chain) {
        int first = chain.inputs() + chain.constants().size();
        int[] output = new int[chain.steps().size()];
        Arrays.fill(output, -1);
        int from = lastUseOfInputs(chain);
        for (int o = 0; o < chain.outputs().size(); o++) {
            int step = chain.outputs().get(o) - first;
            // An output may lie over an input, so it is not written before all inputs have been read.
            if (step >= from && step >= 0 && output[step] < 0) {
                output[step] = o;
            }
        }
        return strips(chain, output);
    }

    private static Placement strips(Chain chain, int[] output) {
        int first = chain.inputs() + chain.constants().size();
        int[] strip = new int[chain.steps().size()];
        Arrays.fill(strip, -1);
        int[] lastUse = lastUses(chain);
        Deque<Integer> free = new ArrayDeque<>();
        int strips = chain.inputs();
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
        return new Placement(strip, output, copied(chain, output, first), strips);
    }

    /** For each step, the last step that reads its result; the end if it is an output, −1 if nobody wants it. */
    private static int[] lastUses(Chain chain) {
        int first = chain.inputs() + chain.constants().size();
        int[] last = new int[chain.steps().size()];
        Arrays.fill(last, -1);
        for (int s = 0; s < last.length; s++) {
            Chain.Step step = chain.steps().get(s);
            for (int i = 0; i < step.function().arity(); i++) {
                if (step.operand(i) >= first) {
                    last[step.operand(i) - first] = s;
                }
            }
        }
        for (int register : chain.outputs()) {
            if (register >= first) {
                last[register - first] = last.length;
            }
        }
        return last;
    }

    private static int lastUseOfInputs(Chain chain) {
        if (chain.outputs().stream().anyMatch(register -> register < chain.inputs())) {
            return chain.steps().size();
        }
        int last = 0;
        for (int s = 0; s < chain.steps().size(); s++) {
            Chain.Step step = chain.steps().get(s);
            for (int i = 0; i < step.function().arity(); i++) {
                last = step.operand(i) < chain.inputs() ? s : last;
            }
        }
        return last;
    }

    private static int[] copied(Chain chain, int[] output, int first) {
        return IntStream.range(0, chain.outputs().size())
                .filter(o ->
                        chain.outputs().get(o) < first || output[chain.outputs().get(o) - first] != o)
                .boxed()
                .sorted(Comparator.comparing(chain.outputs()::get))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
