package org.recurve.compute.trace;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.graph.Builder;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Table;

/** Reductions and choices along the axes of one example. */
final class Reducing {
    /** Sums of more shared numbers than this are cut into chunks, which are then summed. */
    private static final int CHUNK = 1024;

    private Reducing() {}

    static Value sum(Traced x, int... axes) {
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
        int[] strides = Strides.of(shape);
        int[] target = offsets(to, kept, strides);
        int[] element = offsets(over, summed, strides);
        int rows = to.size();
        Table table = Table.uniform(rows, shape.size(), element.length, (row, k) -> target[row] + element[k])
                .repeated(x.mapped().size());
        return new Traced(x.tracer(), chunked(x.tracer().builder(), table, element.length, x.node()), x.mapped(), to);
    }

    private static Node chunked(Builder builder, Table table, int size, Node of) {
        if (!of.shared() || size <= CHUNK) {
            return builder.route(table, of);
        }
        int chunks = Math.ceilDiv(size, CHUNK);
        Table.Listed all = table.listed();
        int[] starts = new int[table.rows() * chunks + 1];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i / chunks * size + Math.min(size, i % chunks * CHUNK);
        }
        Table first = new Table.Listed(table.sourceRows(), org.recurve.compute.graph.Ints.of(starts), all.sources());
        Node partial = builder.route(first, of);
        return chunked(
                builder,
                Table.uniform(table.rows(), partial.rows(), chunks, (row, k) -> row * chunks + k),
                chunks,
                partial);
    }

    private static int[] offsets(Shape shape, int[] axes, int[] strides) {
        int[] offsets = new int[shape.size()];
        for (int row = 0; row < offsets.length; row++) {
            int[] index = Strides.index(shape, row);
            for (int i = 0; i < axes.length; i++) {
                offsets[row] += index[i] * strides[axes[i]];
            }
        }
        return offsets;
    }

    private static Table lists(Traced x, int axis) {
        Shape shape = x.shape();
        int at = shape.axis(axis);
        int extent = shape.dim(at);
        int inner = shape.slice(at + 1, shape.rank()).size();
        return Table.uniform(
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

    static Value max(Traced x, int axis) {
        return new Traced(
                x.tracer(), max(x.tracer().builder(), lists(x, axis), x.node()), x.mapped(), without(x.shape(), axis));
    }

    /** The largest of the rows that each list names. */
    static Node max(Builder builder, Table table, Node of) {
        return builder.add(new Op.Pick(table), of, builder.add(new Op.Argmax(table), of));
    }

    static Value argmax(Traced x, int axis) {
        Node node = x.tracer().builder().add(new Op.Argmax(lists(x, axis)), x.node());
        return new Traced(x.tracer(), node, x.mapped(), without(x.shape(), axis));
    }

    static Value gather(Traced x, Traced index) {
        if (x.shape().rank() == 0) {
            throw new IllegalArgumentException("a scalar has no elements to gather");
        }
        int choices = x.shape().dim(0);
        Shape element = x.shape().slice(1, x.shape().rank());
        int count = index.shape().size();
        boolean oneSource = x.mapped().rank() == 0;
        if (oneSource && index.node().op() instanceof Op.Literal fixed) {
            int inner = element.size();
            int[] chosen = chosen(fixed, choices);
            Table table =
                    Table.gather(count * inner, choices * inner, row -> chosen[row / inner] * inner + row % inner);
            return new Traced(
                    x.tracer(),
                    x.tracer().builder().route(table, x.node()),
                    Shape.SCALAR,
                    index.shape().with(element));
        }
        var pair = oneSource ? java.util.List.of(x, index) : Broadcasting.mappedAlike(java.util.List.of(x, index));
        Shape mapped = pair.getLast().mapped();
        Table table = oneSource
                ? new Table.Strided(1, mapped.size() * count, choices, element.size())
                : new Table.Strided(mapped.size(), count, choices, element.size());
        Node node = x.tracer()
                .builder()
                .add(new Op.Pick(table), pair.getFirst().node(), pair.getLast().node());
        return new Traced(x.tracer(), node, mapped, index.shape().with(element));
    }

    static Value softmax(Traced x, int axis) {
        Value e = x.minus(keeping(x, axis, x.max(axis)).stopGradient()).exp();
        return e.dividedBy(keeping(x, axis, e.sum(axis)));
    }

    static Value logSoftmax(Traced x, int axis) {
        Value shifted = x.minus(keeping(x, axis, x.max(axis)).stopGradient());
        return shifted.minus(keeping(x, axis, shifted.exp().sum(axis)).log());
    }

    /** What was reduced along an axis of {@code x}, with an extent of 1 there. */
    private static Value keeping(Traced x, int axis, Value reduced) {
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
