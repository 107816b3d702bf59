package org.recurve.compute.trace;

import java.util.Optional;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.Node;
import org.recurve.compute.trace.sequence.SequenceAxis;

/** The linear operations: one form under different geometries. */
final class ContractionTracing {
    private ContractionTracing() {}

    /** Returns the product, as it is watched in a scan. */
    static TracedValue linear(TracedValue x, TracedValue weights, Optional<TracedValue> from) {
        TracedValue product = dense(x, weights, from);
        Node seen = x.context().seen(product.node(), weights.node(), x.node(), from.map(TracedValue::node));
        return product.like(seen, product.node());
    }

    private static TracedValue dense(TracedValue x, TracedValue weights, Optional<TracedValue> from) {
        if (weights.shape().rank() != 2 || weights.shape().dim(1) != x.shape().size()) {
            throw new IllegalArgumentException("weights of shape " + weights.shape() + " do not fit an input of shape "
                    + x.shape() + ": they need [units, " + x.shape().size() + "]");
        }
        int units = weights.shape().dim(0);
        Optional<SequenceAxis> kept = inFront(x, Shape.of(units));
        TracedValue whole = kept.isPresent() ? x : together(x);
        return contract(whole, weights, from, ContractionSpec.dense(x.shape().size(), units), Shape.of(units), kept);
    }

    /** Returns the sequence of a value that has it in the extents in front: it goes on there in the output. */
    private static Optional<SequenceAxis> inFront(TracedValue x, Shape output) {
        return x.sequence()
                .filter(_ -> x.runsInFront())
                .flatMap(axis -> SequenceAxes.along(x.mapped().with(output), x.sequenceAxis(), axis.length()));
    }

    /** Returns a value whose positions are brought together by weights of their own: as many as there is room for. */
    private static TracedValue together(TracedValue x) {
        if (x.sequence().isEmpty()) {
            return x;
        }
        x.context().axes().caution("gives each place of a sequence weights of its own, those of the padding too");
        return x.filled(0);
    }

    static Value convolve(TracedValue x, Convolution convolution, TracedValue weights, Optional<TracedValue> from) {
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
            TracedValue whole = kept.isPresent() ? x : together(x);
            return contract(whole, weights, from, ContractionSpec.of(convolution, x.shape()), output, kept);
        }
        SequenceWindows windows = SequenceWindows.of(x, convolution.windowing());
        Convolution over = new Convolution(
                convolution.filters(), windows.windowing(), convolution.groups(), convolution.sharing());
        ContractionSpec spec = ContractionSpec.of(over, x.shape()).overSequence();
        Optional<SequenceAxis> kept = SequenceAxes.along(x.mapped().with(output), x.sequenceAxis(), windows.length());
        return contract(x.filled(0), weights, from, spec, output, kept);
    }

    static Value transposed(TracedValue y, Convolution convolution, Shape output, TracedValue weights) {
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
        ContractionSpec once = ContractionSpec.of(convolution, output);
        ContractionSpec spec = spatial < 0 ? once : once.overSequence();
        TracedValue x = spatial >= 0 ? y.filled(0) : y.runsInFront() ? y : together(y);
        Optional<SequenceAxis> kept = spatial < 0
                ? inFront(y, output)
                : SequenceAxes.along(
                        y.mapped().with(output),
                        y.sequenceAxis(),
                        SequenceWindows.back(y, spatial, convolution, output));
        Node node = y.context()
                .builder()
                .linear(spec.repeated(y.mapped().size()), ContractionOperand.INPUT, weights.node(), x.node());
        return new TracedValue(y.context(), y.context().axes().mark(node, kept), y.mapped(), output);
    }

    private static void shared(TracedValue weights) {
        if (!weights.shared()) {
            throw new IllegalArgumentException("weights are shared by all examples; a value of the example is none");
        }
    }

    private static TracedValue contract(
            TracedValue x,
            TracedValue weights,
            Optional<TracedValue> from,
            ContractionSpec once,
            Shape output,
            Optional<SequenceAxis> sequence) {
        shared(weights);
        var b = x.context().builder();
        ContractionSpec spec = once.repeated(x.mapped().size());
        Node node = from.isEmpty()
                ? b.linear(spec, ContractionOperand.OUTPUT, weights.node(), x.node())
                : b.linear(spec, weights.node(), x.node(), start(x, spec, from.get(), output));
        return new TracedValue(x.context(), x.context().axes().mark(node, sequence), x.mapped(), output);
    }

    /** Returns the initial values of the sums: one a filter where that is all they say, else one for each row. */
    private static Node start(TracedValue x, ContractionSpec spec, TracedValue from, Shape output) {
        int filters = spec.filters();
        boolean perFilter = from.shared()
                && from.mapped().rank() == 0
                && from.shape().size() == filters
                && from.shape().rank() > 0
                && from.shape().rank() == output.rank()
                && from.shape().dim(0) == filters;
        return perFilter
                ? from.node()
                : ShapeBroadcast.to(from, x.mapped(), output).node();
    }
}
