package org.recurve.compute.trace;

import java.util.Optional;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.elementwise.Function;
import org.recurve.compute.graph.Builder;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Table;

/** Means over the examples of a batch, and over the steps that a layer is applied to one by one. */
final class Averaging {
    private Averaging() {}

    static Value batchMean(Traced x) {
        Tracer tracer = x.tracer();
        int over = x.mapped().rank() == 0 ? 0 : tracer.mappings().steps();
        Optional<SequenceAxis> sequence = x.sequence();
        if (over == 0 && sequence.isEmpty()) {
            Builder b = tracer.builder();
            Node examples = wide(b, examples(b), x.node().rows());
            return x.same(b.apply(Function.DIVIDE, b.batchSum(x.node()), examples));
        }
        return over == 0 ? stepByStep(x, sequence.orElseThrow()) : overSteps(x, over);
    }

    static Value batchSum(Traced given) {
        Tracer tracer = given.tracer();
        Mappings mappings = tracer.mappings();
        Traced x = mappings.steps() == 0 ? given : Broadcasting.to(given, mappings.extents(), given.shape());
        if (mappings.steps() > 0) {
            Traced once = sumOverSteps(x, mappings.steps());
            return x.mapped().rank() == mappings.steps() ? once : repeated(once, x, mappings.steps());
        }
        if (x.sequence().isPresent()) {
            tracer.axes().caution("takes the sum over the batch of each place of a sequence by itself");
        }
        return x.same(tracer.builder().batchSum(x.filled(-0f).node()));
    }

    private static Node examples(Builder b) {
        return b.source(Op.Kind.EXAMPLES, "examples", 1, true);
    }

    private static Node wide(Builder b, Node scalar, int rows) {
        return b.route(Table.gather(rows, 1, row -> 0), scalar);
    }

    /** Each row the mean over the examples that have it. */
    private static Value stepByStep(Traced x, SequenceAxis axis) {
        Tracer tracer = x.tracer();
        tracer.axes().caution("takes the mean over the batch of each place of a sequence by itself");
        Builder b = tracer.builder();
        Node sum = b.batchSum(x.filled(-0f).node());
        Node count = b.batchSum(tracer.axes().exists(axis));
        Node one = b.fill(1, sum.rows());
        return x.same(b.apply(Function.DIVIDE, sum, b.apply(Function.MAX, count, one)));
    }

    /** The mean over the examples and their true steps, the same for every step. */
    private static Value overSteps(Traced x, int axes) {
        Tracer tracer = x.tracer();
        Builder b = tracer.builder();
        Traced sums = sumOverSteps(x, axes);
        Node count =
                wide(b, steps(tracer, x.mapped().slice(0, axes)), sums.node().rows());
        Traced once = sums.same(b.apply(Function.DIVIDE, sums.node(), count));
        return x.mapped().rank() == axes ? once : repeated(once, x, axes);
    }

    /** The sum over the examples and their true steps, for each place of windows. */
    private static Traced sumOverSteps(Traced x, int axes) {
        Tracer tracer = x.tracer();
        Builder b = tracer.builder();
        Shape steps = x.mapped().slice(0, axes);
        Shape windows = x.mapped().slice(axes, x.mapped().rank());
        int rows = windows.size() * x.shape().size();
        Traced present = tracer.mappings().present(x).filled(-0f);
        Node sums = b.batchSum(summed(b, present.node(), steps.size(), rows));
        return new Traced(tracer, sums, Shape.SCALAR, windows.with(x.shape()));
    }

    /** What is the same for every step, in the form of a value that is mapped over steps and windows. */
    private static Traced repeated(Traced once, Traced x, int axes) {
        Node node =
                Broadcasting.to(once, x.mapped().slice(0, axes), once.shape()).node();
        return new Traced(x.tracer(), node, x.mapped(), x.shape());
    }

    /** How many steps all examples of the batch truly have together. */
    private static Node steps(Tracer tracer, Shape steps) {
        Builder b = tracer.builder();
        return tracer.mappings()
                .sequence()
                .map(axis -> {
                    Node each = tracer.axes().count(axis.length());
                    int times = axis.outer() * axis.inner();
                    return b.batchSum(times == 1 ? each : b.apply(Function.MULTIPLY, each, b.spread(b.fill(times, 1))));
                })
                .orElseGet(() -> b.apply(Function.MULTIPLY, examples(b), b.fill(steps.size(), 1)));
    }

    /** The sum over all that the value is mapped over. */
    static Node summed(Builder b, Node node, int times, int rows) {
        return b.route(Table.uniform(rows, times * rows, times, (row, k) -> k * rows + row), node);
    }

    /** A scalar of the example: the sum over the true steps, and over all places of windows, of what is said of one. */
    static Node total(Traced x) {
        if (x.mapped().rank() == 0) {
            return x.node();
        }
        Traced present = x.tracer().mappings().present(x).filled(-0f);
        return summed(x.tracer().builder(), present.node(), present.node().rows(), 1);
    }
}
