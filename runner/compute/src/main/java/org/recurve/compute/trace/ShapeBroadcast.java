package org.recurve.compute.trace;

import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Shape;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.trace.sequence.SequenceAxis;

/** Brings operands to one shape: aligned at the last axis, an extent of 1 or a missing axis is repeated. */
public final class ShapeBroadcast {
    private ShapeBroadcast() {}

    /** Returns the operands, all of the shape that holds them all. */
    static List<TracedValue> together(List<TracedValue> operands) {
        Shape shape = operands.getFirst().shape();
        for (TracedValue operand : operands) {
            shape = common(shape, operand.shape());
        }
        Shape to = shape;
        Shape mapped = mapped(operands);
        return operands.stream().map(operand -> to(operand, mapped, to)).toList();
    }

    /** Returns the operands, all mapped over the same extents. */
    static List<TracedValue> mappedAlike(List<TracedValue> operands) {
        Shape mapped = mapped(operands);
        return operands.stream()
                .map(operand -> to(operand, mapped, operand.shape()))
                .toList();
    }

    private static Shape mapped(List<TracedValue> operands) {
        Shape longest = Shape.SCALAR;
        for (TracedValue operand : operands) {
            if (operand.mapped().rank() > longest.rank()) {
                longest = operand.mapped();
            }
        }
        return longest;
    }

    private static Shape common(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] dims = new int[rank];
        for (int back = 1; back <= rank; back++) {
            int one = back <= a.rank() ? a.dim(-back) : 1;
            int other = back <= b.rank() ? b.dim(-back) : 1;
            if (one != other && one != 1 && other != 1) {
                throw new IllegalArgumentException(
                        "shapes " + a + " and " + b + " do not fit together: " + one + " against " + other + " at axis "
                                + -back + "; elementwise operands need equal extents, or 1");
            }
            dims[rank - back] = Math.max(one, other);
        }
        return Shape.of(dims);
    }

    /** {@code value} repeated to {@code shape}, and over {@code mapped}, of which its own mapped extents are the first. */
    public static TracedValue to(TracedValue value, Shape mapped, Shape shape) {
        if (value.shape().equals(shape) && value.mapped().equals(mapped)) {
            return value;
        }
        if (!common(value.shape(), shape).equals(shape)) {
            throw new IllegalArgumentException(
                    "a value of shape " + value.shape() + " cannot be broadcast to " + shape);
        }
        Shape from = value.shape();
        int[] strides = RowStrides.of(from);
        int repeated = mapped.size() / value.mapped().size();
        int inner = shape.size();
        Node node = value.context()
                .builder()
                .route(
                        IndexTable.gather(mapped.size() * inner, value.node().rows(), row -> {
                            int[] index = RowStrides.index(shape, row % inner);
                            int source = row / inner / repeated * from.size();
                            for (int back = 1; back <= from.rank(); back++) {
                                if (from.dim(-back) > 1) {
                                    source += index[shape.rank() - back] * strides[from.rank() - back];
                                }
                            }
                            return source;
                        }),
                        value.node());
        return new TracedValue(
                value.context(), value.context().axes().mark(node, sequence(value, mapped, shape)), mapped, shape);
    }

    private static Optional<SequenceAxis> sequence(TracedValue value, Shape mapped, Shape shape) {
        int axis = value.sequenceAxis();
        int front = value.mapped().rank();
        return value.sequence()
                .flatMap(sequence -> SequenceAxes.along(
                        mapped.with(shape),
                        axis < front
                                ? axis
                                : axis
                                        - front
                                        + mapped.rank()
                                        + shape.rank()
                                        - value.shape().rank(),
                        sequence.length()));
    }
}
