package org.recurve.compute.trace;

import java.util.Optional;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.graph.Node;
import org.recurve.compute.link.Geometry;
import org.recurve.compute.link.Role;

/** The linear operations: one form under different geometries. */
final class Contracting {
    private Contracting() {}

    static Traced linear(Traced x, Traced weights, Optional<Traced> from) {
        if (weights.shape().rank() != 2 || weights.shape().dim(1) != x.shape().size()) {
            throw new IllegalArgumentException("weights of shape " + weights.shape() + " do not fit an input of shape "
                    + x.shape() + ": they need [units, " + x.shape().size() + "]");
        }
        int units = weights.shape().dim(0);
        Optional<SequenceAxis> kept = inFront(x, Shape.of(units));
        Traced whole = kept.isPresent() ? x : together(x);
        return contract(whole, weights, from, Geometry.dense(x.shape().size(), units), Shape.of(units), kept);
    }

    /** A sequence in the extents in front goes on there. */
    private static Optional<SequenceAxis> inFront(Traced x, Shape output) {
        return x.sequence()
                .filter(_ -> x.runsInFront())
                .flatMap(axis -> SequenceAxes.along(x.mapped().with(output), x.sequenceAxis(), axis.length()));
    }

    /** A value whose positions are brought together by weights of their own: as many as there is room for. */
    private static Traced together(Traced x) {
        if (x.sequence().isEmpty()) {
            return x;
        }
        x.tracer().axes().caution("gives each place of a sequence weights of its own, those of the padding too");
        return x.filled(0);
    }

    static Value convolve(Traced x, Convolution convolution, Traced weights, Optional<Traced> from) {
        if (x.shape().rank() < 2) {
            throw new IllegalArgumentException(
                    "a convolution needs an input [channels, extents…], not one of shape " + x.shape());
        }
        Shape wanted = convolution.weights(x.shape());
        if (!weights.shape().equals(wanted)) {
            throw new IllegalArgumentException("weights of shape " + weights.shape()
                    + " do not fit a convolution of an input of shape " + x.shape() + ": they need " + wanted);
        }
        Shape output = convolution.over(x.shape());
        int spatial = x.sequenceAxis() - x.mapped().rank() - 1;
        if (spatial < 0) {
            Optional<SequenceAxis> kept = inFront(x, output);
            Traced whole = kept.isPresent() ? x : together(x);
            return contract(whole, weights, from, Geometry.of(convolution, x.shape()), output, kept);
        }
        SequenceWindows windows = SequenceWindows.of(x, convolution.windowing());
        Convolution over = new Convolution(
                convolution.filters(), windows.windowing(), convolution.groups(), convolution.sharing());
        Geometry geometry = Geometry.of(over, x.shape()).overSequence();
        Optional<SequenceAxis> kept = SequenceAxes.along(x.mapped().with(output), x.sequenceAxis(), windows.length());
        return contract(x.filled(0), weights, from, geometry, output, kept);
    }

    static Value transposed(Traced y, Convolution convolution, Shape output, Traced weights) {
        if (output.rank() < 2 || !convolution.over(output).equals(y.shape())) {
            throw new IllegalArgumentException(
                    "the transpose of a convolution goes back from what it makes: of " + output
                            + (output.rank() < 2 ? " it makes nothing" : " it makes " + convolution.over(output))
                            + ", not a value of shape " + y.shape());
        }
        Shape wanted = convolution.weights(output);
        if (!weights.shape().equals(wanted)) {
            throw new IllegalArgumentException("weights of shape " + weights.shape()
                    + " do not fit a transposed convolution to " + output + ": they need " + wanted);
        }
        shared(weights);
        int spatial = y.sequenceAxis() - y.mapped().rank() - 1;
        Geometry once = Geometry.of(convolution, output);
        Geometry geometry = spatial < 0 ? once : once.overSequence();
        Traced x = spatial >= 0 ? y.filled(0) : y.runsInFront() ? y : together(y);
        Optional<SequenceAxis> kept = spatial < 0
                ? inFront(y, output)
                : SequenceAxes.along(
                        y.mapped().with(output),
                        y.sequenceAxis(),
                        SequenceWindows.back(y, spatial, convolution, output));
        Node node =
                y.tracer().builder().linear(geometry.repeated(y.mapped().size()), Role.INPUT, weights.node(), x.node());
        return new Traced(y.tracer(), y.tracer().axes().mark(node, kept), y.mapped(), output);
    }

    private static void shared(Traced weights) {
        if (!weights.shared()) {
            throw new IllegalArgumentException("weights are shared by all examples; a value of the example is none");
        }
    }

    private static Traced contract(
            Traced x,
            Traced weights,
            Optional<Traced> from,
            Geometry once,
            Shape output,
            Optional<SequenceAxis> sequence) {
        shared(weights);
        var b = x.tracer().builder();
        Geometry geometry = once.repeated(x.mapped().size());
        Node node = from.isEmpty()
                ? b.linear(geometry, Role.OUTPUT, weights.node(), x.node())
                : b.linear(geometry, weights.node(), x.node(), start(x, geometry, from.get(), output));
        return new Traced(x.tracer(), x.tracer().axes().mark(node, sequence), x.mapped(), output);
    }

    /** The initial values of the sums: one a filter where that is all they say, else one for each row. */
    private static Node start(Traced x, Geometry geometry, Traced from, Shape output) {
        int filters = geometry.filters();
        boolean perFilter = from.shared()
                && from.mapped().rank() == 0
                && from.shape().size() == filters
                && from.shape().rank() > 0
                && from.shape().rank() == output.rank()
                && from.shape().dim(0) == filters;
        return perFilter
                ? from.node()
                : Broadcasting.to(from, x.mapped(), output).node();
    }
}
