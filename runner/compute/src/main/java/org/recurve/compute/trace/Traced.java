package org.recurve.compute.trace;

import static org.recurve.compute.elementwise.Function.ADD;
import static org.recurve.compute.elementwise.Function.CHOOSE;
import static org.recurve.compute.elementwise.Function.DIVIDE;
import static org.recurve.compute.elementwise.Function.EQUAL;
import static org.recurve.compute.elementwise.Function.GREATER;
import static org.recurve.compute.elementwise.Function.MULTIPLY;
import static org.recurve.compute.elementwise.Function.SUBTRACT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.model.Windowing;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Reverse;

/**
 * A value being traced: a node, the shape its user sees, and in front of that the extents it is mapped over (the positions
 * of a pooling), which its user does not see.
 */
record Traced(Tracer tracer, Node node, Shape mapped, Shape shape) implements Value {
    Traced {
        if (mapped.size() * shape.size() != node.rows()) {
            throw new IllegalStateException(node + " does not hold " + mapped + " times " + shape);
        }
    }

    /** Another node of the same form. */
    Traced same(Node result) {
        return new Traced(tracer, result, mapped, shape);
    }

    private Traced like(Node result, Node... operands) {
        return same(tracer.axes().elementwise(result, List.of(operands)));
    }

    /** Where a sequence lies in this value whose positions not every example has. */
    Optional<SequenceAxis> sequence() {
        return tracer.axes().of(node);
    }

    /** The axis of the extents in front and the shape, taken together, along which it lies; −1 if along none. */
    int sequenceAxis() {
        return sequence().map(axis -> axis.axis(mapped.with(shape))).orElse(-1);
    }

    /** Whether it lies along this axis of the shape. */
    boolean runsAlong(int axis) {
        return sequenceAxis() == mapped.rank() + axis;
    }

    /** Whether it lies in the extents in front, so that all that is seen of it is one position. */
    boolean runsInFront() {
        int axis = sequenceAxis();
        return axis >= 0 && axis < mapped.rank();
    }

    /** This value with {@code absent} where it does not exist. */
    Traced filled(float absent) {
        return same(tracer.axes().filled(node, absent));
    }

    Node calm() {
        return tracer.axes().calm(node);
    }

    /** This value with a sequence along an axis of its shape. */
    Traced along(int axis, SequenceLength length) {
        tracer.axes().mark(node, SequenceAxes.along(mapped.with(shape), mapped.rank() + axis, length));
        return this;
    }

    private Node fill(double value) {
        return tracer.builder().fill((float) value, node.rows());
    }

    @Override
    public boolean shared() {
        return node.shared();
    }

    private Traced unary(org.recurve.compute.elementwise.Function function) {
        boolean steep = function == org.recurve.compute.elementwise.Function.LOG
                || function == org.recurve.compute.elementwise.Function.SQRT;
        return like(tracer.builder().apply(function, steep ? tracer.axes().harmless(node) : calm()), node);
    }

    private Traced binary(org.recurve.compute.elementwise.Function function, Value other) {
        List<Traced> pair = Broadcasting.together(List.of(this, tracer.own(other)));
        Traced a = pair.getFirst();
        Node b = pair.getLast().node;
        Node second =
                function == DIVIDE ? tracer.axes().harmless(b) : pair.getLast().calm();
        return a.like(tracer.builder().apply(function, a.calm(), second), a.node, b);
    }

    private Traced binary(org.recurve.compute.elementwise.Function function, double other) {
        return like(tracer.builder().apply(function, calm(), fill(other)), node);
    }

    @Override
    public Value plus(Value other) {
        return binary(ADD, other);
    }

    @Override
    public Value plus(double other) {
        return binary(ADD, other);
    }

    @Override
    public Value minus(Value other) {
        return binary(SUBTRACT, other);
    }

    @Override
    public Value minus(double other) {
        return binary(SUBTRACT, other);
    }

    @Override
    public Value times(Value other) {
        return binary(MULTIPLY, other);
    }

    @Override
    public Value times(double other) {
        return binary(MULTIPLY, other);
    }

    @Override
    public Value dividedBy(Value other) {
        return binary(DIVIDE, other);
    }

    @Override
    public Value dividedBy(double other) {
        return binary(DIVIDE, other);
    }

    @Override
    public Value negate() {
        return unary(org.recurve.compute.elementwise.Function.NEGATE);
    }

    @Override
    public Value abs() {
        return unary(org.recurve.compute.elementwise.Function.ABS);
    }

    @Override
    public Value square() {
        return unary(org.recurve.compute.elementwise.Function.SQUARE);
    }

    @Override
    public Value sqrt() {
        return unary(org.recurve.compute.elementwise.Function.SQRT);
    }

    @Override
    public Value exp() {
        return unary(org.recurve.compute.elementwise.Function.EXP);
    }

    @Override
    public Value log() {
        return unary(org.recurve.compute.elementwise.Function.LOG);
    }

    @Override
    public Value log1p() {
        return unary(org.recurve.compute.elementwise.Function.LOG1P);
    }

    @Override
    public Value expm1() {
        return unary(org.recurve.compute.elementwise.Function.EXPM1);
    }

    @Override
    public Value tanh() {
        return unary(org.recurve.compute.elementwise.Function.TANH);
    }

    @Override
    public Value sigmoid() {
        return unary(org.recurve.compute.elementwise.Function.SIGMOID);
    }

    @Override
    public Value erf() {
        return unary(org.recurve.compute.elementwise.Function.ERF);
    }

    @Override
    public Value relu() {
        return unary(org.recurve.compute.elementwise.Function.RELU);
    }

    @Override
    public Value max(Value other) {
        return binary(org.recurve.compute.elementwise.Function.MAX, other);
    }

    @Override
    public Value min(Value other) {
        return binary(org.recurve.compute.elementwise.Function.MIN, other);
    }

    @Override
    public Value greaterThan(Value other) {
        return binary(GREATER, other);
    }

    @Override
    public Value greaterThan(double other) {
        return binary(GREATER, other);
    }

    @Override
    public Value equalTo(Value other) {
        IndexDemand.compared(tracer, this, tracer.own(other));
        return binary(EQUAL, other);
    }

    @Override
    public Value equalTo(double other) {
        return binary(EQUAL, other);
    }

    @Override
    public Value choose(Value yes, Value no) {
        List<Traced> three = Broadcasting.together(List.of(this, tracer.own(yes), tracer.own(no)));
        Node[] nodes = three.stream().map(Traced::calm).toArray(Node[]::new);
        return three.get(0).like(tracer.builder().apply(CHOOSE, nodes), nodes);
    }

    // Shape.

    @Override
    public Value reshape(int... dims) {
        int known = 1;
        for (int dim : dims) {
            known *= dim == -1 ? 1 : dim;
        }
        int derived = known == 0 ? 0 : shape.size() / known;
        Shape to = Shape.of(
                IntStream.of(dims).map(dim -> dim == -1 ? derived : dim).toArray());
        if (to.size() != shape.size()) {
            throw new IllegalArgumentException("a value of shape " + shape + " cannot be reshaped to " + to);
        }
        return new Traced(tracer, node, mapped, to);
    }

    @Override
    public Value flatten() {
        return reshape(shape.size());
    }

    @Override
    public Value transpose(int... axes) {
        return Moving.transpose(this, axes);
    }

    @Override
    public Value slice(int axis, int from, int to) {
        return Moving.slice(this, axis, from, to);
    }

    @Override
    public Value at(int axis, int index) {
        return Moving.at(this, axis, index);
    }

    @Override
    public Value pad(int axis, int before, int after) {
        return Moving.pad(this, axis, before, after);
    }

    @Override
    public Value reverse(int axis) {
        return Moving.reverse(this, axis);
    }

    @Override
    public Value concat(int axis, Value... others) {
        List<Traced> parts = new ArrayList<>(List.of(this));
        for (Value other : others) {
            parts.add(tracer.own(other));
        }
        return Joining.along(tracer, shape.axis(axis), Broadcasting.mappedAlike(parts));
    }

    @Override
    public Value broadcast(Shape to) {
        return Broadcasting.to(this, mapped, to);
    }

    // Reductions within an example.

    @Override
    public Value sum(int... axes) {
        return Reducing.sum(this, axes);
    }

    @Override
    public Value mean(int... axes) {
        return Reducing.mean(this, axes);
    }

    @Override
    public Value max(int axis) {
        return Reducing.max(this, axis);
    }

    @Override
    public Value argmax(int axis) {
        return Reducing.argmax(this, axis);
    }

    @Override
    public Value softmax(int axis) {
        return Reducing.softmax(this, axis);
    }

    @Override
    public Value logSoftmax(int axis) {
        return Reducing.logSoftmax(this, axis);
    }

    // Linear operations.

    @Override
    public Value linear(Value weights) {
        return seen(tracer.own(weights), Optional.empty());
    }

    @Override
    public Value linear(Value weights, Value from) {
        return seen(tracer.own(weights), Optional.of(tracer.own(from)));
    }

    private Value seen(Traced weights, Optional<Traced> from) {
        Traced product = Contracting.linear(this, weights, from);
        return product.like(tracer.seen(product.node, weights.node, node, from.map(Traced::node)), product.node);
    }

    @Override
    public Value convolve(Convolution convolution, Value weights) {
        return Contracting.convolve(this, convolution, tracer.own(weights), Optional.empty());
    }

    @Override
    public Value convolve(Convolution convolution, Value weights, Value from) {
        return Contracting.convolve(this, convolution, tracer.own(weights), Optional.of(tracer.own(from)));
    }

    @Override
    public Value convolveTransposed(Convolution convolution, Shape output, Value weights) {
        return Contracting.transposed(this, convolution, output, tracer.own(weights));
    }

    @Override
    public Value windows(Windowing windowing, Function<Window, Value> reduce) {
        return Windows.reduce(this, windowing, reduce);
    }

    @Override
    public Value gather(Value index) {
        IndexDemand.chosen(tracer, tracer.own(index), shape.rank() == 0 ? 1 : shape.dim(0));
        return Reducing.gather(this, tracer.own(index));
    }

    // Across examples, and about gradients.

    @Override
    public Value batchMean() {
        return Averaging.batchMean(this);
    }

    @Override
    public Value definedBy(Value definition) {
        Traced known = tracer.own(definition);
        if (!known.shape.equals(shape) || !known.mapped.equals(mapped)) {
            throw new IllegalArgumentException(
                    "a definition of shape " + known.shape + " is none of a value of shape " + shape);
        }
        tracer.define(node, known.node);
        return this;
    }

    @Override
    public Value batchSum() {
        return Averaging.batchSum(this);
    }

    @Override
    public Value stopGradient() {
        return like(tracer.builder().stop(node), node);
    }

    @Override
    public List<Value> gradient(Value... of) {
        if (shape.size() != 1) {
            throw new IllegalArgumentException("only a scalar has a gradient, not a value of shape " + shape);
        }
        List<Traced> operands = java.util.Arrays.stream(of).map(tracer::own).toList();
        List<Node> gradient = Reverse.gradient(
                tracer.builder(), node, operands.stream().map(Traced::node).toList());
        return IntStream.range(0, of.length)
                .mapToObj(i -> (Value) operands.get(i).like(gradient.get(i), operands.get(i).node))
                .toList();
    }

    @Override
    public String toString() {
        return "value of shape " + shape;
    }
}
