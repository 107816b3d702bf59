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

    static Value linear(Traced x, Traced weights, Optional<Traced> from) {
        if (weights.shape().rank() != 2 || weights.shape().dim(1) != x.shape().size()) {
            throw new IllegalArgumentException("weights of shape " + weights.shape() + " do not fit an input of shape "
                    + x.shape() + ": they need [units, " + x.shape().size() + "]");
        }
        int units = weights.shape().dim(0);
        return contract(x, weights, from, Geometry.dense(x.shape().size(), units), Shape.of(units));
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
        return contract(x, weights, from, Geometry.of(convolution, x.shape()), convolution.over(x.shape()));
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
        Geometry geometry = Geometry.of(convolution, output).repeated(y.mapped().size());
        Node node = y.tracer().builder().linear(geometry, Role.INPUT, weights.node(), y.node());
        return new Traced(y.tracer(), node, y.mapped(), output);
    }

    private static void shared(Traced weights) {
        if (!weights.shared()) {
            throw new IllegalArgumentException("weights are shared by all examples; a value of the example is none");
        }
    }

    private static Value contract(Traced x, Traced weights, Optional<Traced> from, Geometry once, Shape output) {
        shared(weights);
        var b = x.tracer().builder();
        Geometry geometry = once.repeated(x.mapped().size());
        Node node = from.isEmpty()
                ? b.linear(geometry, Role.OUTPUT, weights.node(), x.node())
                : b.linear(geometry, weights.node(), x.node(), start(x, geometry, from.get(), output));
        return new Traced(x.tracer(), node, x.mapped(), output);
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
