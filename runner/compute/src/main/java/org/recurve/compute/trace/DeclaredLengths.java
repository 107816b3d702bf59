package org.recurve.compute.trace;

import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.model.TrueLength;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.trace.sequence.SequenceAxis;
import org.recurve.compute.trace.sequence.TracedLength;

/** Describes what plugins ask and say of true lengths. */
public final class DeclaredLengths {
    private DeclaredLengths() {}

    /** Returns how many positions exist, if the value has a sequence along an axis of its own. */
    public static Optional<TrueLength> of(TracedValue x) {
        int axis = x.sequenceAxis() - x.mapped().rank();
        return x.sequence()
                .filter(_ -> axis >= 0)
                .map(sequence -> new TrueLength(
                        axis, x.context().plain(x.context().axes().count(sequence.length()), Shape.SCALAR)));
    }

    public static TracedValue with(TracedValue x, int axis, TracedValue count) {
        if (count.shape().size() != 1 || count.mapped().rank() > 0) {
            throw new IllegalArgumentException(
                    "a true length is a scalar of the example, not a value of shape " + count.shape());
        }
        TraceContext context = x.context();
        int along = x.shape().axis(axis);
        TracedLength length = TracedLength.of(
                context.builder().spread(count.node()), x.shape().dim(along));
        SequenceAxis sequence =
                SequenceAxis.along(x.mapped().with(x.shape()), x.mapped().rank() + along, length);
        return x.same(context.axes().filled(context.builder().spread(x.node()), sequence, 0));
    }

    /** Returns the same numbers, of which nothing is known: adding −0 changes none. */
    public static TracedValue without(TracedValue x) {
        GraphBuilder b = x.context().builder();
        return x.sequence().isEmpty()
                ? x
                : x.same(b.apply(
                        ElementwiseFunction.ADD, x.node(), b.fill(-0f, x.node().rows())));
    }

    /** Returns what the examples' length must be for so many positions; empty if it does not depend on that field. */
    public static Optional<Integer> needed(TracedValue x, int positions) {
        return x.sequence()
                .map(SequenceAxis::length)
                .filter(length -> isField(length.base()) && positions <= length.positions())
                .map(length -> length.needed(positions));
    }

    public static String reason(int least, int length, String help) {
        String taken = length > least ? ", and layers before it took " + (length - least) + " of the steps" : "";
        return least + " positions must be there" + taken + "; " + help;
    }

    /** Returns how many steps a value has along its first axis, by the length of the example; empty if that does not decide it. */
    static Optional<IntUnaryOperator> ofField(TracedValue x) {
        return x.sequence()
                .filter(axis -> x.shape().rank() > 0
                        && x.runsAlong(0)
                        && isField(axis.length().base()))
                .map(axis -> axis.length()::count);
    }

    private static boolean isField(Node base) {
        return base.op() instanceof Op.GraphSource(Op.SourceKind kind, String name, int rows, boolean common)
                && kind == Op.SourceKind.FIELD
                && name.equals(Field.LENGTH);
    }
}
