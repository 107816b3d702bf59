package org.recurve.compute.trace;

import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.model.TrueLength;
import org.recurve.compute.elementwise.Function;
import org.recurve.compute.graph.Builder;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;

/** What plugins ask and say of true lengths. */
final class Lengths {
    private Lengths() {}

    /** How many positions exist, if the value has a sequence along an axis of its own. */
    static Optional<TrueLength> of(Traced x) {
        int axis = x.sequenceAxis() - x.mapped().rank();
        return x.sequence()
                .filter(_ -> axis >= 0)
                .map(sequence -> new TrueLength(
                        axis, x.tracer().plain(x.tracer().axes().count(sequence.length()), Shape.SCALAR)));
    }

    static Traced with(Traced x, int axis, Traced count) {
        if (count.shape().size() != 1 || count.mapped().rank() > 0) {
            throw new IllegalArgumentException(
                    "a true length is a scalar of the example, not a value of shape " + count.shape());
        }
        Tracer tracer = x.tracer();
        int along = x.shape().axis(axis);
        SequenceLength length = SequenceLength.of(
                tracer.builder().spread(count.node()), x.shape().dim(along));
        SequenceAxis sequence =
                SequenceAxis.along(x.mapped().with(x.shape()), x.mapped().rank() + along, length);
        return x.same(tracer.axes().filled(tracer.builder().spread(x.node()), sequence, 0));
    }

    /** The same numbers, of which nothing is known: adding −0 changes none. */
    static Traced without(Traced x) {
        Builder b = x.tracer().builder();
        return x.sequence().isEmpty()
                ? x
                : x.same(b.apply(Function.ADD, x.node(), b.fill(-0f, x.node().rows())));
    }

    /** What the examples' length must be for so many positions; empty if it does not depend on that field. */
    static Optional<Integer> needed(Traced x, int positions) {
        return x.sequence()
                .map(SequenceAxis::length)
                .filter(length -> isField(length.base()) && positions <= length.positions())
                .map(length -> length.needed(positions));
    }

    static String reason(int least, int length, String help) {
        String taken = length > least ? ", and layers before it took " + (length - least) + " of the steps" : "";
        return least + " positions must be there" + taken + "; " + help;
    }

    /** How many steps a value has along its first axis, by the length of the example; empty if that does not decide it. */
    static Optional<IntUnaryOperator> ofField(Traced x) {
        return x.sequence()
                .filter(axis -> x.shape().rank() > 0
                        && x.runsAlong(0)
                        && isField(axis.length().base()))
                .map(axis -> axis.length()::count);
    }

    private static boolean isField(Node base) {
        return base.op() instanceof Op.Source(Op.Kind kind, String name, int rows, boolean common)
                && kind == Op.Kind.FIELD
                && name.equals(Field.LENGTH);
    }
}
