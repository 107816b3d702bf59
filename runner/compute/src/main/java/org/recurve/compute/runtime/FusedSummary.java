package org.recurve.compute.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.compute.kernel.elementwise.FusedExpression;
import org.recurve.compute.kernel.elementwise.RowOperand;
import org.recurve.compute.runtime.InstructionSummary.BufferUse;
import org.recurve.compute.runtime.InstructionSummary.WorkKind;

/** Describes a fused step: its operands as {@code a1, a2, …}, its intermediate results as {@code t1, t2, …}. */
final class FusedSummary {
    private FusedSummary() {}

    /** Describes sums of what {@code terms} computes behind what it stores. */
    static InstructionSummary ofSums(FusedStep terms, List<BufferView> targets) {
        FusedExpression expression = terms.kernel().chain();
        List<BufferUse> writes = new ArrayList<>(writes(terms));
        for (BufferView target : targets) {
            String term = name(expression, expression.outputs().get(writes.size()));
            writes.add(BufferUse.of("sum(" + term + ")", target));
        }
        return new InstructionSummary(
                "FusedKernel.strips",
                WorkKind.SUMS,
                targets.getFirst().rows(),
                reads(terms),
                List.copyOf(writes),
                formulas(expression),
                List.of());
    }

    private static List<BufferUse> reads(FusedStep step) {
        FusedExpression expression = step.kernel().chain();
        List<BufferUse> reads = new ArrayList<>();
        for (int i = 0; i < step.inputs().length; i++) {
            reads.add(use(name(expression, i), step.inputs()[i], step.rows()));
        }
        return reads;
    }

    static InstructionSummary of(FusedStep step) {
        String kernel = step.shared() ? "FusedKernel.flat" : "FusedKernel.lanes";
        List<String> formulas = formulas(step.kernel().chain());
        return new InstructionSummary(
                kernel, WorkKind.ELEMENTS, step.rows(), reads(step), writes(step), formulas, List.of());
    }

    private static List<BufferUse> writes(FusedStep step) {
        FusedExpression expression = step.kernel().chain();
        return IntStream.range(0, step.outputs().length)
                .mapToObj(i -> use(name(expression, expression.outputs().get(i)), step.outputs()[i], step.rows()))
                .toList();
    }

    private static BufferUse use(String role, RowOperand operand, int rows) {
        boolean mapped = operand.map().length > 0;
        int reached = mapped ? Arrays.stream(operand.map()).max().orElse(-1) + 1 : rows;
        BufferView view = new BufferView(
                operand.space(),
                operand.offset(),
                reached,
                operand.blockStride(),
                operand.stepStride(),
                operand.shared());
        return new BufferUse(role, view.place() + (mapped ? " by index" : ""), view.rows(), view.shared());
    }

    private static List<String> formulas(FusedExpression expression) {
        int first = expression.inputs() + expression.constants().size();
        return IntStream.range(0, expression.steps().size())
                .mapToObj(i -> name(expression, first + i) + " = " + formula(expression, i))
                .toList();
    }

    private static String formula(FusedExpression expression, int index) {
        FusedExpression.ExpressionStep step = expression.steps().get(index);
        int[] operands = {step.a(), step.b(), step.c()};
        return Arrays.stream(operands, 0, step.function().arity())
                .mapToObj(register -> name(expression, register))
                .collect(Collectors.joining(
                        ", ", step.function().name().toLowerCase(Locale.ROOT).replace('_', '-') + "(", ")"));
    }

    /** Names a register: inputs and results by letters and numbers, constants by their value. */
    private static String name(FusedExpression expression, int register) {
        int constant = register - expression.inputs();
        if (constant < 0) {
            return "a" + (register + 1);
        }
        int result = constant - expression.constants().size();
        return result < 0 ? String.valueOf(expression.constants().get(constant)) : "t" + (result + 1);
    }
}
