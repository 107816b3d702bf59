package org.recurve.compute.trace;

import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.trace.sequence.SequenceAxis;
import org.recurve.compute.trace.sequence.TracedLength;

/** Moves the elements of a value: transposes, cuts, padding. Of a sequence, each does what it does to an example of true length. */
final class MovementTracing {
    private MovementTracing() {}

    /** Returns a result whose rows are some of the value's, for every place it is mapped over. */
    private static TracedValue moved(
            TracedValue given, Shape to, Optional<SequenceAxis> axis, IntUnaryOperator source) {
        TracedValue x = known(given);
        IndexTable table = IndexTable.gather(to.size(), x.shape().size(), source)
                .repeated(x.mapped().size());
        TraceContext context = x.context();
        return new TracedValue(
                context, context.axes().mark(context.builder().route(table, x.node()), axis), x.mapped(), to);
    }

    /** Returns the value with its padding filled, where its sequence has no axis of its own and could not be told from it any more. */
    private static TracedValue known(TracedValue x) {
        if (x.sequence().isEmpty() || x.sequenceAxis() >= 0) {
            return x;
        }
        x.context().axes().caution("takes the places of a sequence apart, the padding among them");
        return x.filled(0);
    }

    private static Optional<SequenceAxis> at(TracedValue x, Shape to, int axis, TracedLength length) {
        return SequenceAxes.along(x.mapped().with(to), axis, length);
    }

    /** Returns the same elements in another shape; an extent of −1 is what the others leave. */
    static TracedValue reshape(TracedValue x, int... dims) {
        int known = 1;
        for (int dim : dims) {
            known *= dim == -1 ? 1 : dim;
        }
        int derived = known == 0 ? 0 : x.shape().size() / known;
        Shape to = Shape.of(
                IntStream.of(dims).map(dim -> dim == -1 ? derived : dim).toArray());
        if (to.size() != x.shape().size()) {
            throw new IllegalArgumentException("a value of shape " + x.shape() + " cannot be reshaped to " + to);
        }
        return new TracedValue(x.context(), x.node(), x.mapped(), to);
    }

    static TracedValue transpose(TracedValue x, int... axes) {
        Shape shape = x.shape();
        if (IntStream.of(axes).map(shape::axis).distinct().count() != shape.rank() || axes.length != shape.rank()) {
            throw new IllegalArgumentException("transpose needs each axis of " + shape + " once");
        }
        Shape to = Shape.of(IntStream.of(axes).map(shape::dim).toArray());
        int[] strides = RowStrides.of(shape);
        int mapped = x.mapped().rank();
        Optional<SequenceAxis> moved = x.sequence().flatMap(sequence -> {
            int old = x.sequenceAxis();
            if (old < 0) {
                return Optional.empty();
            }
            int at = old < mapped
                    ? old
                    : mapped
                            + IntStream.range(0, axes.length)
                                    .filter(i -> shape.axis(axes[i]) == old - mapped)
                                    .findFirst()
                                    .orElseThrow();
            return at(x, to, at, sequence.length());
        });
        return moved(x, to, moved, row -> {
            int[] index = RowStrides.index(to, row);
            int source = 0;
            for (int i = 0; i < axes.length; i++) {
                source += index[i] * strides[shape.axis(axes[i])];
            }
            return source;
        });
    }

    /** Returns a value with another extent along one axis, element {@code i} of it being element {@code source(i)}, or 0 for −1. */
    private static TracedValue along(
            TracedValue x, int at, int extent, Optional<TracedLength> length, IntUnaryOperator source) {
        Shape shape = x.shape();
        int inner = shape.slice(at + 1, shape.rank()).size();
        int before = shape.dim(at);
        Shape to = shape.slice(0, at).with(Shape.of(extent)).with(shape.slice(at + 1, shape.rank()));
        return moved(x, to, length.flatMap(l -> at(x, to, x.sequenceAxis(), l)), row -> {
            int from = source.applyAsInt(row / inner % extent);
            return from < 0 ? -1 : (row / (inner * extent) * before + from) * inner + row % inner;
        });
    }

    private static Optional<TracedLength> length(TracedValue x) {
        return x.sequence().map(SequenceAxis::length);
    }

    static TracedValue slice(TracedValue x, int axis, int from, int to) {
        Shape shape = x.shape();
        if (from < 0 || to > shape.dim(axis) || from >= to) {
            throw new IllegalArgumentException(
                    "there is no slice " + from + ":" + to + " along axis " + axis + " of " + shape);
        }
        int at = shape.axis(axis);
        Optional<TracedLength> length = length(x);
        if (x.runsAlong(at)) {
            int places = shape.dim(at);
            boolean fromEnd = to < places && cut(x, from, to, places);
            length = length.map(l -> fromEnd ? l.shorter(from, places - to) : l.slice(from, to));
        }
        return along(x, at, to - from, length, i -> from + i);
    }

    private static boolean cut(TracedValue x, int from, int to, int places) {
        return x.context().cuts().cut(x.context().builder().part(), from, to, places);
    }

    static Value at(TracedValue x, int axis, int index) {
        int front = x.shape().axis(axis);
        Shape to = x.shape()
                .slice(0, front)
                .with(x.shape().slice(front + 1, x.shape().rank()));
        if (!x.runsAlong(front)) {
            return slice(x, axis, index, index + 1).reshape(to.toArray());
        }
        int places = x.shape().dim(front);
        if (cut(x, 0, index + 1, places)) {
            return fromEnd(x, front, places - index);
        }
        return along(x.filled(0), front, 1, Optional.empty(), i -> index).reshape(to.toArray());
    }

    /** Returns the element that stands {@code back} places before the true end, which is 1 for the last. */
    private static Value fromEnd(TracedValue x, int axis, int back) {
        TraceContext context = x.context();
        Value count =
                context.plain(context.axes().count(x.sequence().orElseThrow().length()), Shape.SCALAR);
        Value index = count.minus(back).max(context.plain(context.builder().fill(0, 1), Shape.SCALAR));
        int[] others =
                IntStream.range(0, x.shape().rank()).filter(i -> i != axis).toArray();
        int[] front = IntStream.concat(IntStream.of(axis), IntStream.of(others)).toArray();
        return (axis == 0 ? x : x.transpose(front)).gather(index);
    }

    static TracedValue pad(TracedValue x, int axis, int before, int after) {
        int at = x.shape().axis(axis);
        int extent = x.shape().dim(at);
        boolean sequence = x.runsAlong(at);
        Optional<TracedLength> length = sequence ? length(x).map(l -> l.longer(before + after)) : length(x);
        return along(
                sequence ? x.filled(0) : x,
                at,
                before + extent + after,
                length,
                i -> i < before || i >= before + extent ? -1 : i - before);
    }

    static Value reverse(TracedValue x, int axis) {
        int at = x.shape().axis(axis);
        int extent = x.shape().dim(at);
        TracedValue turned = x.runsAlong(at) ? reversed(x, at) : along(x, at, extent, length(x), i -> extent - 1 - i);
        if (at == 0) {
            x.context().recurrences().reversed(turned.node());
        }
        return turned;
    }

    /** Returns the true positions in opposite order; what lies behind them stays where it is. */
    private static TracedValue reversed(TracedValue x, int axis) {
        TraceContext context = x.context();
        TracedLength length = x.sequence().orElseThrow().length();
        float[] ordinals = new float[length.positions()];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = i;
        }
        Value at = context.plain(context.builder().literal(ordinals), Shape.of(ordinals.length));
        Value count = context.plain(context.axes().count(length), Shape.SCALAR);
        Value index = count.greaterThan(at).choose(count.minus(at).minus(1), at);
        int[] front = front(x.shape().rank(), axis);
        Value turned =
                axis == 0 ? x.gather(index) : x.transpose(front).gather(index).transpose(front);
        return context.own(turned).along(axis, length);
    }

    /** Returns the order in which {@code axis} and the first have changed places: its own inverse. */
    static int[] front(int rank, int axis) {
        int[] order = IntStream.range(0, rank).toArray();
        order[0] = axis;
        order[axis] = 0;
        return order;
    }
}
