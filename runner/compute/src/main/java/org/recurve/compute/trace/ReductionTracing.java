package org.recurve.compute.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.trace.sequence.SequenceAxis;

/** Reductions and choices along the axes of one example. */
final class ReductionTracing {
    /** Sums of more shared numbers than this are cut into chunks, which are then summed. */
    private static final int CHUNK = 1024;

    private ReductionTracing() {}

    static Value sum(TracedValue x, int... axes) {
        Shape shape = x.shape();
        boolean[] gone = new boolean[shape.rank()];
        if (axes.length == 0) {
            Arrays.fill(gone, true);
        }
        for (int axis : axes) {
            gone[shape.axis(axis)] = true;
        }
        int[] kept =
                IntStream.range(0, shape.rank()).filter(axis -> !gone[axis]).toArray();
        int[] summed =
                IntStream.range(0, shape.rank()).filter(axis -> gone[axis]).toArray();
        Shape to = Shape.of(IntStream.of(kept).map(shape::dim).toArray());
        Shape over = Shape.of(IntStream.of(summed).map(shape::dim).toArray());
        int[] strides = RowStrides.of(shape);
        int[] target = offsets(to, kept, strides);
        int[] element = offsets(over, summed, strides);
        int rows = to.size();
        IndexTable table = IndexTable.uniform(rows, shape.size(), element.length, (row, k) -> target[row] + element[k])
                .repeated(x.mapped().size());
        TraceContext context = x.context();
        Node present = context.axes().filled(x.node(), gone(x, summed), -0f);
        Node sum = chunked(context.builder(), table, element.length, present);
        return new TracedValue(context, context.axes().markAll(sum, kept(x, summed)), x.mapped(), to);
    }

    /** Returns the sequences along the axes that a reduction brings together. */
    private static List<SequenceAxis> gone(TracedValue x, int... axes) {
        return x.context().axes().all(x.node()).stream()
                .filter(sequence -> reduced(x, sequence, axes).isEmpty())
                .toList();
    }

    /** Returns where sequences lie in the result of a reduction over {@code axes}: those that were not reduced. */
    private static List<SequenceAxis> kept(TracedValue x, int... axes) {
        return x.context().axes().all(x.node()).stream()
                .flatMap(sequence -> reduced(x, sequence, axes).stream())
                .toList();
    }

    private static Optional<SequenceAxis> reduced(TracedValue x, SequenceAxis sequence, int... axes) {
        int front = x.mapped().rank();
        return sequence.reduced(x.mapped().with(x.shape()), axis -> SequenceAxes.contains(axes, axis - front));
    }

    static Value mean(TracedValue x, int... axes) {
        Value sum = sum(x, axes);
        int summed = x.shape().size() / sum.shape().size();
        int[] gone = axes.length == 0
                ? IntStream.range(0, x.shape().rank()).toArray()
                : IntStream.of(axes).map(x.shape()::axis).toArray();
        List<SequenceAxis> sequences = gone(x, gone);
        if (sequences.isEmpty()) {
            return sum.dividedBy((double) summed);
        }
        Value count = count(x, sequences.getFirst());
        double each = (double) summed / sequences.getFirst().positions();
        for (SequenceAxis other : sequences.subList(1, sequences.size())) {
            count = count.times(count(x, other));
            each /= other.positions();
        }
        Value elements = count.times(each);
        // A part of a sequence, such as all but its first words, may have no position at all.
        return sum.dividedBy(
                sequences.stream().allMatch(sequence -> sequence.length().isBase())
                        ? elements
                        : elements.max(x.context().plain(x.context().builder().fill(1, 1), Shape.SCALAR)));
    }

    private static Value count(TracedValue x, SequenceAxis sequence) {
        return x.context().plain(x.context().axes().count(sequence.length()), Shape.SCALAR);
    }

    private static Node chunked(GraphBuilder builder, IndexTable table, int size, Node value) {
        if (!value.shared() || size <= CHUNK) {
            return builder.route(table, value);
        }
        int chunks = Math.ceilDiv(size, CHUNK);
        IndexTable.ListedTable all = table.listed();
        int[] starts = new int[table.rows() * chunks + 1];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i / chunks * size + Math.min(size, i % chunks * CHUNK);
        }
        IndexTable first = new IndexTable.ListedTable(
                table.sourceRows(), org.recurve.compute.ir.IntArray.of(starts), all.sources());
        Node partial = builder.route(first, value);
        return chunked(
                builder,
                IndexTable.uniform(table.rows(), partial.rows(), chunks, (row, k) -> row * chunks + k),
                chunks,
                partial);
    }

    private static int[] offsets(Shape shape, int[] axes, int[] strides) {
        int[] offsets = new int[shape.size()];
        for (int row = 0; row < offsets.length; row++) {
            int[] index = RowStrides.index(shape, row);
            for (int i = 0; i < axes.length; i++) {
                offsets[row] += index[i] * strides[axes[i]];
            }
        }
        return offsets;
    }

    private static IndexTable lists(TracedValue x, int axis) {
        Shape shape = x.shape();
        int at = shape.axis(axis);
        int extent = shape.dim(at);
        int inner = shape.slice(at + 1, shape.rank()).size();
        return IndexTable.uniform(
                        shape.size() / extent,
                        shape.size(),
                        extent,
                        (row, k) -> (row / inner * extent + k) * inner + row % inner)
                .repeated(x.mapped().size());
    }

    private static Shape without(Shape shape, int axis) {
        int at = shape.axis(axis);
        return shape.slice(0, at).with(shape.slice(at + 1, shape.rank()));
    }

    static Value max(TracedValue x, int axis) {
        Node largest = max(x.context().builder(), lists(x, axis), among(x, axis));
        return reduced(x, axis, largest);
    }

    /** Returns what a choice along an axis is made among: what is absent is less than all else. */
    private static Node among(TracedValue x, int axis) {
        return x.context().axes().filled(x.node(), gone(x, x.shape().axis(axis)), Float.NEGATIVE_INFINITY);
    }

    private static TracedValue reduced(TracedValue x, int axis, Node node) {
        Shape to = without(x.shape(), axis);
        List<SequenceAxis> kept = kept(x, x.shape().axis(axis));
        return new TracedValue(x.context(), x.context().axes().markAll(node, kept), x.mapped(), to);
    }

    /** Returns the largest of the rows that each list names. */
    static Node max(GraphBuilder builder, IndexTable table, Node value) {
        return builder.add(new Op.TakeAlong(table), value, builder.add(new Op.Argmax(table), value));
    }

    static Value argmax(TracedValue x, int axis) {
        return reduced(x, axis, x.context().builder().add(new Op.Argmax(lists(x, axis)), among(x, axis)));
    }

    static Value gather(TracedValue x, TracedValue index) {
        if (x.shape().rank() == 0) {
            throw new IllegalArgumentException("a scalar has no elements to gather");
        }
        int choices = x.shape().dim(0);
        Shape element = x.shape().slice(1, x.shape().rank());
        int count = index.shape().size();
        boolean oneSource = x.mapped().rank() == 0;
        if (oneSource && index.node().op() instanceof Op.Literal fixed) {
            return fixed(x, fixed, choices, index.shape().with(element));
        }
        TracedValue source = x.runsInFront() || x.sequenceAxis() > x.mapped().rank() ? x : x.filled(0);
        var pair = oneSource ? List.of(source, index) : ShapeBroadcast.mappedAlike(List.of(source, index));
        Shape mapped = pair.getLast().mapped();
        IndexTable table = oneSource
                ? new IndexTable.StridedTable(1, mapped.size() * count, choices, element.size())
                : new IndexTable.StridedTable(mapped.size(), count, choices, element.size());
        Node node = x.context()
                .builder()
                .add(
                        new Op.TakeAlong(table),
                        pair.getFirst().node(),
                        pair.getLast().node());
        Shape to = index.shape().with(element);
        return new TracedValue(x.context(), x.context().axes().mark(node, gathered(x, index, mapped, to)), mapped, to);
    }

    /** Returns what stands at places that are the same for every example. */
    private static TracedValue fixed(TracedValue x, Op.Literal index, int choices, Shape to) {
        int inner = to.size() / index.bits().size();
        int[] chosen = chosen(index, choices);
        IndexTable table =
                IndexTable.gather(to.size(), choices * inner, row -> chosen[row / inner] * inner + row % inner);
        int within = x.sequenceAxis();
        if (x.sequence().isPresent() && within <= 0) {
            x.context().axes().caution("takes the places of a sequence by their numbers, the padding among them");
        }
        TracedValue source = within > 0 ? x : x.filled(0);
        Optional<SequenceAxis> kept = within > 0
                ? SequenceAxes.along(
                        to,
                        to.rank() - x.shape().rank() + within,
                        x.sequence().orElseThrow().length())
                : Optional.empty();
        Node node = x.context().builder().route(table, source.node());
        return new TracedValue(x.context(), x.context().axes().mark(node, kept), Shape.SCALAR, to);
    }

    /** Returns what a gather keeps: the sequence of the index, or one that lies within what is gathered. */
    private static Optional<SequenceAxis> gathered(TracedValue x, TracedValue index, Shape mapped, Shape to) {
        int within = x.sequenceAxis() - x.mapped().rank();
        Optional<SequenceAxis> own = within > 0
                ? SequenceAxes.along(
                        mapped.with(to),
                        mapped.rank() + index.shape().rank() + within - 1,
                        x.sequence().orElseThrow().length())
                : Optional.empty();
        int chosen = index.sequenceAxis();
        return own.or(() -> index.sequence()
                .filter(_ -> chosen >= 0)
                .map(axis -> SequenceAxis.along(
                        mapped.with(to),
                        chosen < index.mapped().rank()
                                ? chosen
                                : chosen - index.mapped().rank() + mapped.rank(),
                        axis.length())));
    }

    static Value softmax(TracedValue given, int axis) {
        TracedValue x = given.same(among(given, axis)); // e^−∞ is 0, where what is absent might be larger than all
        Value e = x.minus(keeping(x, axis, x.max(axis)).stopGradient()).exp();
        return e.dividedBy(keeping(x, axis, e.sum(axis)));
    }

    static Value logSoftmax(TracedValue x, int axis) {
        Value shifted = x.minus(keeping(x, axis, x.max(axis)).stopGradient());
        return shifted.minus(keeping(x, axis, shifted.exp().sum(axis)).log());
    }

    /** Returns what was reduced along an axis of {@code x}, with an extent of 1 there. */
    private static Value keeping(TracedValue x, int axis, Value reduced) {
        int[] dims = x.shape().toArray();
        dims[x.shape().axis(axis)] = 1;
        return reduced.reshape(dims);
    }

    private static int[] chosen(Op.Literal fixed, int choices) {
        int[] chosen = new int[fixed.bits().size()];
        for (int i = 0; i < chosen.length; i++) {
            float index = fixed.at(i);
            chosen[i] = (int) index;
            if (chosen[i] != index || index < 0 || index >= choices) {
                throw new IllegalArgumentException(
                        "gather takes whole numbers from 0 to " + (choices - 1) + ", not " + index);
            }
        }
        return chosen;
    }
}
