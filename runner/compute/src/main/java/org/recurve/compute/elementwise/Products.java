package org.recurve.compute.elementwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Joins each product that is read by one sum or difference alone with it: one loop over memory less, the same roundings. */
final class Products {
    private final Chain chain;
    private final int first;
    private final int[] uses;
    private final boolean[] joined;

    private Products(Chain chain) {
        this.chain = chain;
        this.first = chain.inputs() + chain.constants().size();
        this.uses = uses(chain);
        this.joined = new boolean[chain.steps().size()];
    }

    /** The same chain in as few steps. */
    static Chain joined(Chain chain) {
        return new Products(chain).joined();
    }

    private static int[] uses(Chain chain) {
        int[] uses = new int[chain.registers()];
        for (Chain.Step step : chain.steps()) {
            for (int i = 0; i < step.function().arity(); i++) {
                uses[step.operand(i)]++;
            }
        }
        chain.outputs().forEach(register -> uses[register]++);
        return uses;
    }

    private Chain joined() {
        List<Chain.Step> whole = new ArrayList<>();
        chain.steps().forEach(step -> whole.add(joined(step)));
        int[] moved = new int[chain.registers()];
        Arrays.setAll(moved, register -> register);
        List<Chain.Step> steps = new ArrayList<>();
        for (int s = 0; s < whole.size(); s++) {
            if (!joined[s]) {
                Chain.Step step = whole.get(s);
                moved[first + s] = first + steps.size();
                int[] operands = new int[3];
                for (int i = 0; i < step.function().arity(); i++) {
                    operands[i] = moved[step.operand(i)];
                }
                steps.add(new Chain.Step(step.function(), operands[0], operands[1], operands[2]));
            }
        }
        List<Integer> outputs =
                chain.outputs().stream().map(register -> moved[register]).toList();
        return new Chain(chain.inputs(), chain.constants(), steps, outputs);
    }

    private Chain.Step joined(Chain.Step step) {
        return switch (step.function()) {
            case ADD ->
                product(step.b())
                        .map(p -> new Chain.Step(Function.PRODUCT_PLUS, p.a(), p.b(), step.a()))
                        .or(() -> product(step.a())
                                .map(p -> new Chain.Step(Function.PRODUCT_PLUS, p.a(), p.b(), step.b())))
                        .orElse(step);
            case SUBTRACT ->
                product(step.b())
                        .map(p -> new Chain.Step(Function.MINUS_PRODUCT, p.a(), p.b(), step.a()))
                        .orElse(step);
            default -> step;
        };
    }

    /** The product that a register holds, if nobody else reads it; it is then taken. */
    private Optional<Chain.Step> product(int register) {
        int s = register - first;
        if (s < 0 || uses[register] != 1 || chain.steps().get(s).function() != Function.MULTIPLY) {
            return Optional.empty();
        }
        joined[s] = true;
        return Optional.of(chain.steps().get(s));
    }
}
