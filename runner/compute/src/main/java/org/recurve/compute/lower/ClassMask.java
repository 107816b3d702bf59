package org.recurve.compute.lower;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.Op;
import org.recurve.compute.kernel.elementwise.ConstantFolding;
import org.recurve.compute.kernel.elementwise.FusedExpression;
import org.recurve.compute.kernel.elementwise.FusedExpression.ExpressionStep;
import org.recurve.compute.kernel.elementwise.FusedKernel;
import org.recurve.compute.kernel.elementwise.RowOperand;
import org.recurve.compute.runtime.ClassRows;

/**
 * A step of a pass that compares examples' classes with all classes, 0, 1, 2 …, row by row, as a loss does to find the output of the
 * right one.
 *
 * @param step its number
 * @param index the input with the examples' classes
 */
record ClassMask(int step, int index) {
    /** Fewer classes are not worth the cuts between rows. */
    private static final int MANY = 1024;

    /** Returns how a pass is computed where its mask is 0, if it has one. */
    static Optional<ClassRows> rows(
            FusionGroup pass, RowOperand[] inputs, Function<FusedExpression, FusedKernel> kernels) {
        return of(pass).map(mask -> {
            ConstantFolding.FoldedExpression others = ConstantFolding.folded(pass.expression(), mask.step());
            return new ClassRows(
                    inputs[mask.index()],
                    kernels.apply(others.expression()),
                    others.inputs().stream().map(input -> inputs[input]).toArray(RowOperand[]::new),
                    others.isZero());
        });
    }

    /** Returns the first of a pass, if it has one. */
    static Optional<ClassMask> of(FusionGroup pass) {
        FusedExpression expression = pass.expression();
        return IntStream.range(0, expression.steps().size())
                .boxed()
                .flatMap(s -> of(pass.inputs(), s, expression.steps().get(s)).stream())
                .findFirst();
    }

    private static Optional<ClassMask> of(List<IndexedRead> inputs, int number, ExpressionStep step) {
        if (step.function() != ElementwiseFunction.EQUAL || Math.max(step.a(), step.b()) >= inputs.size()) {
            return Optional.empty();
        }
        if (compares(inputs.get(step.a()), inputs.get(step.b()))) {
            return Optional.of(new ClassMask(number, step.a()));
        }
        return compares(inputs.get(step.b()), inputs.get(step.a()))
                ? Optional.of(new ClassMask(number, step.b()))
                : Optional.empty();
    }

    private static boolean compares(IndexedRead index, IndexedRead classes) {
        int[] ends = RowOperand.runs(index.map());
        if (index.of().shared()
                || !(classes.of().op() instanceof Op.Literal literal)
                || ends.length == 0
                || index.map().length / ends.length < MANY) {
            return false;
        }
        int start = 0;
        for (int end : ends) {
            for (int row = start; row < end; row++) {
                int read = classes.mapped() ? classes.map()[row] : row;
                if (index.map()[row] < 0 || read < 0 || literal.at(read) != row - start) {
                    return false;
                }
            }
            start = end;
        }
        return true;
    }
}
