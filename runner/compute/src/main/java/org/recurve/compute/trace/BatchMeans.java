package org.recurve.compute.trace;

import java.util.Optional;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.IndexTable;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.trace.sequence.SequenceAxis;

/** Means over the examples of a batch, and over the steps that a layer is applied to one by one. */
public final class BatchMeans {
    private BatchMeans() {}

    static Value batchMean(TracedValue x) {
        TraceContext context = x.context();
        int over = x.mapped().rank() == 0 ? 0 : context.mappings().steps();
        Optional<SequenceAxis> sequence = x.sequence();
        if (over == 0 && sequence.isEmpty()) {
            GraphBuilder b = context.builder();
            Node examples = wide(b, examples(b), x.node().rows());
            return x.same(b.apply(ElementwiseFunction.DIVIDE, b.batchSum(x.node()), examples));
        }
        return over == 0 ? stepByStep(x, sequence.orElseThrow()) : overSteps(x, over);
    }

    static Value batchSum(TracedValue given) {
        TraceContext context = given.context();
        MappedValues values = context.mappings();
        TracedValue x = values.steps() == 0 ? given : ShapeBroadcast.to(given, values.extents(), given.shape());
        if (values.steps() > 0) {
            TracedValue once = sumOverSteps(x, values.steps());
            return x.mapped().rank() == values.steps() ? once : repeated(once, x, values.steps());
        }
        if (x.sequence().isPresent()) {
            context.axes().caution("takes the sum over the batch of each place of a sequence by itself");
        }
        return x.same(context.builder().batchSum(x.filled(-0f).node()));
    }

    private static Node examples(GraphBuilder b) {
        return b.source(Op.SourceKind.EXAMPLES, "examples", 1, true);
    }

    private static Node wide(GraphBuilder b, Node scalar, int rows) {
        return b.route(IndexTable.gather(rows, 1, row -> 0), scalar);
    }

    /** Returns each row the mean over the examples that have it. */
    private static Value stepByStep(TracedValue x, SequenceAxis axis) {
        TraceContext context = x.context();
        context.axes().caution("takes the mean over the batch of each place of a sequence by itself");
        GraphBuilder b = context.builder();
        Node sum = b.batchSum(x.filled(-0f).node());
        Node count = b.batchSum(context.axes().exists(axis));
        Node one = b.fill(1, sum.rows());
        return x.same(b.apply(ElementwiseFunction.DIVIDE, sum, b.apply(ElementwiseFunction.MAX, count, one)));
    }

    /** Returns the mean over the examples and their true steps, the same for every step. */
    private static Value overSteps(TracedValue x, int axes) {
        TraceContext context = x.context();
        GraphBuilder b = context.builder();
        TracedValue sums = sumOverSteps(x, axes);
        Node count =
                wide(b, steps(context, x.mapped().slice(0, axes)), sums.node().rows());
        TracedValue once = sums.same(b.apply(ElementwiseFunction.DIVIDE, sums.node(), count));
        return x.mapped().rank() == axes ? once : repeated(once, x, axes);
    }

    /** Returns the sum over the examples and their true steps, for each place of windows. */
    private static TracedValue sumOverSteps(TracedValue x, int axes) {
        TraceContext context = x.context();
        GraphBuilder b = context.builder();
        Shape steps = x.mapped().slice(0, axes);
        Shape windows = x.mapped().slice(axes, x.mapped().rank());
        int rows = windows.size() * x.shape().size();
        TracedValue present = context.mappings().present(x).filled(-0f);
        Node sums = b.batchSum(summed(b, present.node(), steps.size(), rows));
        return new TracedValue(context, sums, Shape.SCALAR, windows.with(x.shape()));
    }

    /** Returns what is the same for every step, in the form of a value that is mapped over steps and windows. */
    private static TracedValue repeated(TracedValue once, TracedValue x, int axes) {
        Node node =
                ShapeBroadcast.to(once, x.mapped().slice(0, axes), once.shape()).node();
        return new TracedValue(x.context(), node, x.mapped(), x.shape());
    }

    /** Returns how many steps all examples of the batch truly have together. */
    private static Node steps(TraceContext context, Shape steps) {
        GraphBuilder b = context.builder();
        return context.mappings()
                .sequence()
                .map(axis -> {
                    Node each = context.axes().count(axis.length());
                    int times = axis.outer() * axis.inner();
                    return b.batchSum(
                            times == 1
                                    ? each
                                    : b.apply(ElementwiseFunction.MULTIPLY, each, b.spread(b.fill(times, 1))));
                })
                .orElseGet(() -> b.apply(ElementwiseFunction.MULTIPLY, examples(b), b.fill(steps.size(), 1)));
    }

    /** Returns the sum over all that the value is mapped over. */
    static Node summed(GraphBuilder b, Node node, int times, int rows) {
        return b.route(IndexTable.uniform(rows, times * rows, times, (row, k) -> k * rows + row), node);
    }

    /** Returns a scalar of the example: the sum over the true steps, and over all places of windows, of what is said of one. */
    public static Node total(TracedValue x) {
        if (x.mapped().rank() == 0) {
            return x.node();
        }
        TracedValue present = x.context().mappings().present(x).filled(-0f);
        return summed(x.context().builder(), present.node(), present.node().rows(), 1);
    }
}
