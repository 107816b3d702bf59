package org.recurve.compute.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.MatrixProductSpec;
import org.recurve.compute.ir.Node;
import org.recurve.compute.trace.sequence.SequenceAxis;

/** The products of matrices: of two values of an example, or of one with a matrix that all share, which is a linear operation. */
final class MatrixTracing {
    private MatrixTracing() {}

    static TracedValue product(TracedValue x, TracedValue other) {
        Shape left = x.shape();
        Shape right = other.shape();
        if (left.rank() == 0 || right.rank() == 0) {
            throw misfit(left, right, "one of them is a scalar; use times");
        }
        if (left.dim(-1) != right.dim(right.rank() == 1 ? 0 : -2)) {
            throw misfit(
                    left, right, left.dim(-1) + " columns against " + right.dim(right.rank() == 1 ? 0 : -2) + " rows");
        }
        TracedValue a = left.rank() == 1 ? as(x, Shape.of(1, left.dim(0))) : x;
        TracedValue b = right.rank() == 1 ? as(other, Shape.of(right.dim(0), 1)) : other;
        TracedValue full = matrices(a, b);
        Shape to = full.shape();
        if (left.rank() == 1) {
            to = to.slice(0, to.rank() - 2).with(Shape.of(to.dim(-1)));
        }
        if (right.rank() == 1) {
            to = to.slice(0, to.rank() - 1);
        }
        return as(full, to);
    }

    private static TracedValue as(TracedValue x, Shape shape) {
        return new TracedValue(x.context(), x.node(), x.mapped(), shape);
    }

    private static IllegalArgumentException misfit(Shape left, Shape right, String why) {
        return new IllegalArgumentException("there is no matrix product of shapes " + left + " and " + right + ": "
                + why + "; [batch…, n, k] times [batch…, k, m] gives [batch…, n, m]");
    }

    private static TracedValue matrices(TracedValue x, TracedValue y) {
        if (y.shared() && !x.shared() && y.shape().rank() == 2) {
            return rowByRow(x, y);
        }
        if (x.shared() && !y.shared() && x.shape().rank() == 2) {
            return swapped(rowByRow(swapped(y), swapped(x)));
        }
        return pairs(x, y);
    }

    /** Returns the matrices with rows and columns exchanged. */
    private static TracedValue swapped(TracedValue x) {
        int rank = x.shape().rank();
        int[] axes = IntStream.range(0, rank).toArray();
        axes[rank - 2] = rank - 1;
        axes[rank - 1] = rank - 2;
        return MovementTracing.transpose(x, axes);
    }

    /** Returns each row times a matrix that all share: its weights, as the linear operation has them, lie [columns, inner]. */
    private static TracedValue rowByRow(TracedValue x, TracedValue matrix) {
        int inner = matrix.shape().dim(0);
        int columns = matrix.shape().dim(1);
        Shape to = x.shape().slice(0, x.shape().rank() - 1).with(Shape.of(columns));
        int front = x.mapped().rank();
        Optional<SequenceAxis> sequence = x.sequence();
        int axis = x.sequenceAxis();
        boolean kept = axis >= 0 && axis < front + x.shape().rank() - 1;
        if (sequence.isPresent() && !kept) {
            x.context().axes().caution("gives each place of a sequence weights of its own, those of the padding too");
        }
        Node rows = kept ? x.calm() : x.filled(0).node();
        Node weights = x.context()
                .builder()
                .route(
                        IndexTable.gather(columns * inner, matrix.node().rows(), i -> i % inner * columns + i / inner),
                        matrix.node());
        ContractionSpec spec = ContractionSpec.dense(inner, columns).repeated(rows.rows() / inner);
        Node product = x.context().builder().linear(spec, ContractionOperand.OUTPUT, weights, rows);
        Optional<SequenceAxis> there = sequence.filter(_ -> kept)
                .flatMap(along -> SequenceAxes.along(x.mapped().with(to), axis, along.length()));
        return new TracedValue(x.context(), x.context().axes().mark(product, there), x.mapped(), to);
    }

    /** Returns the products of matrices of which an example has both for itself. */
    private static TracedValue pairs(TracedValue x, TracedValue y) {
        Shape batch = batch(x.shape(), y.shape());
        int n = x.shape().dim(-2);
        int k = x.shape().dim(-1);
        int m = y.shape().dim(-1);
        List<TracedValue> alike = ShapeBroadcast.mappedAlike(List.of(x, y));
        Shape mapped = alike.getFirst().mapped();
        TracedValue left = ShapeBroadcast.to(alike.getFirst(), mapped, batch.with(Shape.of(n, k)));
        TracedValue right = ShapeBroadcast.to(alike.getLast(), mapped, batch.with(Shape.of(k, m)));
        TraceContext context = x.context();
        Shape to = batch.with(Shape.of(n, m));
        int rows = mapped.rank() + batch.rank();
        // −0 times +0 is −0, which no sum notices: what is absent on both sides takes no part.
        Node first = present(left, rows + 1, -0f);
        Node second = present(right, rows, 0f);
        Node product = context.builder()
                .product(MatrixProductSpec.of(batch.size(), n, k, m).repeated(mapped.size()), first, second);
        List<SequenceAxis> kept = new ArrayList<>();
        axes(left, rows + 1).forEach(along -> add(kept, context, mapped.with(to), along));
        axes(right, rows).forEach(along -> add(kept, context, mapped.with(to), along));
        return new TracedValue(context, context.axes().markAll(product, kept), mapped, to);
    }

    /** Returns the value with {@code absent} where there is nothing of the axis that is summed, or of one that nobody can name. */
    private static Node present(TracedValue x, int summed, float absent) {
        Shape extents = x.mapped().with(x.shape());
        List<SequenceAxis> gone = x.context().axes().all(x.node()).stream()
                .filter(sequence -> sequence.axis(extents) == summed || sequence.axis(extents) < 0)
                .toList();
        return gone.isEmpty() ? x.calm() : x.context().axes().filled(x.node(), gone, absent);
    }

    /** A sequence and the axis of an operand, and so of the product, along which it lies. */
    private record Along(int axis, SequenceAxis sequence) {}

    private static List<Along> axes(TracedValue x, int summed) {
        Shape extents = x.mapped().with(x.shape());
        return x.context().axes().all(x.node()).stream()
                .map(sequence -> new Along(sequence.axis(extents), sequence))
                .filter(along -> along.axis() >= 0 && along.axis() != summed)
                .toList();
    }

    private static void add(List<SequenceAxis> kept, TraceContext context, Shape extents, Along along) {
        SequenceAxis axis =
                SequenceAxis.along(extents, along.axis(), along.sequence().length());
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).sameRows(axis)) {
                kept.set(i, kept.get(i).and(axis));
                return;
            }
        }
        if (kept.size() == 2) {
            context.axes().caution("multiplies matrices of more than two sequences");
            return;
        }
        kept.add(axis);
    }

    /** Returns the extents in front of both: equal, or 1, or missing in one of them. */
    private static Shape batch(Shape left, Shape right) {
        Shape one = left.slice(0, left.rank() - 2);
        Shape other = right.slice(0, right.rank() - 2);
        int rank = Math.max(one.rank(), other.rank());
        int[] dims = new int[rank];
        for (int back = 1; back <= rank; back++) {
            int a = back <= one.rank() ? one.dim(-back) : 1;
            int b = back <= other.rank() ? other.dim(-back) : 1;
            if (a != b && a != 1 && b != 1) {
                throw misfit(left, right, a + " matrices against " + b);
            }
            dims[rank - back] = Math.max(a, b);
        }
        return Shape.of(dims);
    }
}
