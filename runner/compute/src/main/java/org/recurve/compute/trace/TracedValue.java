package org.recurve.compute.trace;

import static org.recurve.compute.ir.ElementwiseFunction.ABS;
import static org.recurve.compute.ir.ElementwiseFunction.ADD;
import static org.recurve.compute.ir.ElementwiseFunction.DIVIDE;
import static org.recurve.compute.ir.ElementwiseFunction.EQUAL;
import static org.recurve.compute.ir.ElementwiseFunction.ERF;
import static org.recurve.compute.ir.ElementwiseFunction.EXP;
import static org.recurve.compute.ir.ElementwiseFunction.EXPM1;
import static org.recurve.compute.ir.ElementwiseFunction.GREATER;
import static org.recurve.compute.ir.ElementwiseFunction.LOG;
import static org.recurve.compute.ir.ElementwiseFunction.LOG1P;
import static org.recurve.compute.ir.ElementwiseFunction.MAX;
import static org.recurve.compute.ir.ElementwiseFunction.MIN;
import static org.recurve.compute.ir.ElementwiseFunction.MULTIPLY;
import static org.recurve.compute.ir.ElementwiseFunction.NEGATE;
import static org.recurve.compute.ir.ElementwiseFunction.RELU;
import static org.recurve.compute.ir.ElementwiseFunction.SIGMOID;
import static org.recurve.compute.ir.ElementwiseFunction.SQRT;
import static org.recurve.compute.ir.ElementwiseFunction.SQUARE;
import static org.recurve.compute.ir.ElementwiseFunction.SUBTRACT;
import static org.recurve.compute.ir.ElementwiseFunction.TANH;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.model.Windowing;
import org.recurve.compute.ir.Node;
import org.recurve.compute.trace.sequence.SequenceAxis;
import org.recurve.compute.trace.sequence.TracedLength;

/**
 * A value being traced: a node, the shape its user sees, and in front of that the extents it is mapped over (the positions
 * of a pooling), which its user does not see.
 */
public record TracedValue(TraceContext context, Node node, Shape mapped, Shape shape) implements Value {
    public TracedValue {
        if (mapped.size() * shape.size() != node.rows()) {
            throw new IllegalStateException(node + " does not hold " + mapped + " times " + shape);
        }
    }

    /** Another node of the same form. */
    public TracedValue same(Node result) {
        return new TracedValue(context, result, mapped, shape);
    }

    /** Another node of the same form, which has the sequence that its operands have. */
    TracedValue like(Node result, Node... operands) {
        return same(context.axes().elementwise(result, List.of(operands)));
    }

    /** Returns where a sequence lies in this value whose positions not every example has. */
    public Optional<SequenceAxis> sequence() {
        return context.axes().alone(node);
    }

    /** Returns the axis of the extents in front and the shape, taken together, along which it lies; −1 if along none. */
    public int sequenceAxis() {
        return sequence().map(axis -> axis.axis(mapped.with(shape))).orElse(-1);
    }

    /** Returns whether it lies along this axis of the shape. */
    public boolean runsAlong(int axis) {
        return sequenceAxis() == mapped.rank() + axis;
    }

    /** Returns whether it lies in the extents in front, so that all that is seen of it is one position. */
    boolean runsInFront() {
        int axis = sequenceAxis();
        return axis >= 0 && axis < mapped.rank();
    }

    /** This value with {@code absent} where it does not exist. */
    public TracedValue filled(float absent) {
        return same(context.axes().filled(node, absent));
    }

    public Node calm() {
        return context.axes().calm(node);
    }

    /** This value with a sequence along an axis of its shape. */
    TracedValue along(int axis, TracedLength length) {
        context.axes().mark(node, SequenceAxes.along(mapped.with(shape), mapped.rank() + axis, length));
        return this;
    }

    @Override
    public boolean shared() {
        return node.shared();
    }

    @Override
    public Value plus(Value other) {
        return ElementwiseTracing.apply(ADD, this, other);
    }

    @Override
    public Value plus(double other) {
        return ElementwiseTracing.apply(ADD, this, other);
    }

    @Override
    public Value minus(Value other) {
        return ElementwiseTracing.apply(SUBTRACT, this, other);
    }

    @Override
    public Value minus(double other) {
        return ElementwiseTracing.apply(SUBTRACT, this, other);
    }

    @Override
    public Value times(Value other) {
        return ElementwiseTracing.apply(MULTIPLY, this, other);
    }

    @Override
    public Value times(double other) {
        return ElementwiseTracing.apply(MULTIPLY, this, other);
    }

    @Override
    public Value dividedBy(Value other) {
        return ElementwiseTracing.apply(DIVIDE, this, other);
    }

    @Override
    public Value dividedBy(double other) {
        return ElementwiseTracing.apply(DIVIDE, this, other);
    }

    @Override
    public Value negate() {
        return ElementwiseTracing.apply(NEGATE, this);
    }

    @Override
    public Value abs() {
        return ElementwiseTracing.apply(ABS, this);
    }

    @Override
    public Value square() {
        return ElementwiseTracing.apply(SQUARE, this);
    }

    @Override
    public Value sqrt() {
        return ElementwiseTracing.apply(SQRT, this);
    }

    @Override
    public Value exp() {
        return ElementwiseTracing.apply(EXP, this);
    }

    @Override
    public Value log() {
        return ElementwiseTracing.apply(LOG, this);
    }

    @Override
    public Value log1p() {
        return ElementwiseTracing.apply(LOG1P, this);
    }

    @Override
    public Value expm1() {
        return ElementwiseTracing.apply(EXPM1, this);
    }

    @Override
    public Value tanh() {
        return ElementwiseTracing.apply(TANH, this);
    }

    @Override
    public Value sigmoid() {
        return ElementwiseTracing.apply(SIGMOID, this);
    }

    @Override
    public Value erf() {
        return ElementwiseTracing.apply(ERF, this);
    }

    @Override
    public Value relu() {
        return ElementwiseTracing.apply(RELU, this);
    }

    @Override
    public Value max(Value other) {
        return ElementwiseTracing.apply(MAX, this, other);
    }

    @Override
    public Value min(Value other) {
        return ElementwiseTracing.apply(MIN, this, other);
    }

    @Override
    public Value greaterThan(Value other) {
        return ElementwiseTracing.apply(GREATER, this, other);
    }

    @Override
    public Value greaterThan(double other) {
        return ElementwiseTracing.apply(GREATER, this, other);
    }

    @Override
    public Value equalTo(Value other) {
        IndexDemand.compared(context, this, context.own(other));
        return ElementwiseTracing.apply(EQUAL, this, other);
    }

    @Override
    public Value equalTo(double other) {
        return ElementwiseTracing.apply(EQUAL, this, other);
    }

    @Override
    public Value choose(Value yes, Value no) {
        return ElementwiseTracing.choose(this, yes, no);
    }

    // Shape.

    @Override
    public Value reshape(int... dims) {
        return MovementTracing.reshape(this, dims);
    }

    @Override
    public Value flatten() {
        return reshape(shape.size());
    }

    @Override
    public Value transpose(int... axes) {
        return MovementTracing.transpose(this, axes);
    }

    @Override
    public Value slice(int axis, int from, int to) {
        return MovementTracing.slice(this, axis, from, to);
    }

    @Override
    public Value at(int axis, int index) {
        return MovementTracing.at(this, axis, index);
    }

    @Override
    public Value pad(int axis, int before, int after) {
        return MovementTracing.pad(this, axis, before, after);
    }

    @Override
    public Value reverse(int axis) {
        return MovementTracing.reverse(this, axis);
    }

    @Override
    public Value concat(int axis, Value... others) {
        List<TracedValue> parts = new ArrayList<>(List.of(this));
        for (Value other : others) {
            parts.add(context.own(other));
        }
        return ConcatTracing.along(context, shape.axis(axis), ShapeBroadcast.mappedAlike(parts));
    }

    @Override
    public Value broadcast(Shape to) {
        return ShapeBroadcast.to(this, mapped, to);
    }

    // Reductions within an example.

    @Override
    public Value sum(int... axes) {
        return ReductionTracing.sum(this, axes);
    }

    @Override
    public Value mean(int... axes) {
        return ReductionTracing.mean(this, axes);
    }

    @Override
    public Value max(int axis) {
        return ReductionTracing.max(this, axis);
    }

    @Override
    public Value argmax(int axis) {
        return ReductionTracing.argmax(this, axis);
    }

    @Override
    public Value softmax(int axis) {
        return ReductionTracing.softmax(this, axis);
    }

    @Override
    public Value logSoftmax(int axis) {
        return ReductionTracing.logSoftmax(this, axis);
    }

    // Linear operations.

    @Override
    public Value linear(Value weights) {
        return ContractionTracing.linear(this, context.own(weights), Optional.empty());
    }

    @Override
    public Value linear(Value weights, Value from) {
        return ContractionTracing.linear(this, context.own(weights), Optional.of(context.own(from)));
    }

    @Override
    public Value matmul(Value other) {
        return MatrixTracing.product(this, context.own(other));
    }

    @Override
    public Value convolve(Convolution convolution, Value weights) {
        return ContractionTracing.convolve(this, convolution, context.own(weights), Optional.empty());
    }

    @Override
    public Value convolve(Convolution convolution, Value weights, Value from) {
        return ContractionTracing.convolve(this, convolution, context.own(weights), Optional.of(context.own(from)));
    }

    @Override
    public Value convolveTransposed(Convolution convolution, Shape output, Value weights) {
        return ContractionTracing.transposed(this, convolution, output, context.own(weights));
    }

    @Override
    public Value windows(Windowing windowing, Function<Window, Value> reduce) {
        return WindowTracing.reduce(this, windowing, reduce);
    }

    @Override
    public Value gather(Value index) {
        IndexDemand.chosen(context, context.own(index), shape.rank() == 0 ? 1 : shape.dim(0));
        return ReductionTracing.gather(this, context.own(index));
    }

    // Across examples, and about gradients.

    @Override
    public Value batchMean() {
        return BatchMeans.batchMean(this);
    }

    @Override
    public Value definedBy(Value definition) {
        TracedValue known = context.own(definition);
        if (!known.shape.equals(shape) || !known.mapped.equals(mapped)) {
            throw new IllegalArgumentException(
                    "a definition of shape " + known.shape + " is none of a value of shape " + shape);
        }
        context.define(node, known.node);
        return this;
    }

    @Override
    public Value batchSum() {
        return BatchMeans.batchSum(this);
    }

    @Override
    public Value stopGradient() {
        return like(context.builder().stop(node), node);
    }

    @Override
    public List<Value> gradient(Value... with) {
        return GradientTracing.of(this, with);
    }

    @Override
    public String toString() {
        return "value of shape " + shape;
    }
}
