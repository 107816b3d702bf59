package org.recurve.compute.params;

import static org.recurve.compute.ir.ElementwiseFunction.ABS;
import static org.recurve.compute.ir.ElementwiseFunction.ADD;
import static org.recurve.compute.ir.ElementwiseFunction.DIVIDE;
import static org.recurve.compute.ir.ElementwiseFunction.MAX;
import static org.recurve.compute.ir.ElementwiseFunction.MIN;
import static org.recurve.compute.ir.ElementwiseFunction.MULTIPLY;
import static org.recurve.compute.ir.ElementwiseFunction.NEGATE;
import static org.recurve.compute.ir.ElementwiseFunction.SIGN;
import static org.recurve.compute.ir.ElementwiseFunction.SQRT;
import static org.recurve.compute.ir.ElementwiseFunction.SQUARE;
import static org.recurve.compute.ir.ElementwiseFunction.SUBTRACT;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.arithmetic.HardwareFeatures;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.kernel.elementwise.SumKernel;

/** A vector whose arithmetic waits. Its numbers, once evaluated, are kept, and so is their norm; that is all that ever changes in it. */
final class LazyVector implements Vector {
    /** Longer expressions are evaluated at once, so that none grows without end. */
    private static final int LONGEST = 24;

    private static final SumKernel REDUCTIONS = SumKernel.of(HardwareFeatures.here());

    private final SegmentLayout layout;
    private VectorExpression expression;
    private double norm = Double.NaN;

    LazyVector(SegmentLayout layout, VectorExpression expression) {
        this.layout = layout;
        this.expression = expression;
    }

    VectorExpression expression() {
        return expression;
    }

    boolean isSettled() {
        return expression instanceof VectorExpression.StoredNumbers;
    }

    /** Returns the memory of its numbers, which is given to others; nobody can read them any more. */
    float[] spend() {
        float[] values = numbers();
        ((VectorExpression.StoredNumbers) expression).spend();
        return values;
    }

    void settle(float[] values) {
        expression = new VectorExpression.StoredNumbers(values);
    }

    float[] numbers() {
        if (!isSettled()) {
            VectorFactory.evaluate(List.of(this));
        }
        return ((VectorExpression.StoredNumbers) expression).values();
    }

    private Vector made(VectorExpression.AppliedFunction result) {
        LazyVector vector = new LazyVector(layout, result);
        if (result.waiting() > LONGEST) {
            vector.numbers();
        }
        return vector;
    }

    private VectorExpression of(Vector other) {
        LazyVector own = VectorFactory.own(other);
        if (own.layout != layout && !own.layout.equals(layout)) {
            throw new IllegalArgumentException(
                    "vectors of different segments: " + layout.list().size() + " with " + size() + " elements against "
                            + own.layout.list().size() + " with " + own.size());
        }
        return own.expression;
    }

    private Vector with(ElementwiseFunction function) {
        return made(VectorExpression.AppliedFunction.of(function, expression));
    }

    private Vector with(ElementwiseFunction function, Vector other) {
        return made(VectorExpression.AppliedFunction.of(function, expression, of(other)));
    }

    private Vector with(ElementwiseFunction function, double other) {
        return made(VectorExpression.AppliedFunction.of(
                function, expression, new VectorExpression.ConstantNumber((float) other)));
    }

    @Override
    public List<Segment> segments() {
        return layout.list();
    }

    @Override
    public int size() {
        return layout.size();
    }

    @Override
    public Vector plus(Vector other) {
        return with(ADD, other);
    }

    @Override
    public Vector plus(double other) {
        return with(ADD, other);
    }

    @Override
    public Vector minus(Vector other) {
        return with(SUBTRACT, other);
    }

    @Override
    public Vector minus(double other) {
        return with(SUBTRACT, other);
    }

    @Override
    public Vector times(Vector other) {
        return with(MULTIPLY, other);
    }

    @Override
    public Vector times(double factor) {
        return with(MULTIPLY, factor);
    }

    @Override
    public Vector dividedBy(Vector other) {
        return with(DIVIDE, other);
    }

    @Override
    public Vector dividedBy(double divisor) {
        return with(DIVIDE, divisor);
    }

    @Override
    public Vector negate() {
        return with(NEGATE);
    }

    @Override
    public Vector square() {
        return with(SQUARE);
    }

    @Override
    public Vector sqrt() {
        return with(SQRT);
    }

    @Override
    public Vector abs() {
        return with(ABS);
    }

    @Override
    public Vector sign() {
        return with(SIGN);
    }

    @Override
    public Vector max(Vector other) {
        return with(MAX, other);
    }

    @Override
    public Vector max(double other) {
        return with(MAX, other);
    }

    @Override
    public Vector min(Vector other) {
        return with(MIN, other);
    }

    @Override
    public Vector min(double other) {
        return with(MIN, other);
    }

    @Override
    public Vector scale(ToDoubleFunction<Segment> factor) {
        return scale(layout.list(), factor);
    }

    @Override
    public Vector scaleUnits(ToDoubleFunction<Segment> factor) {
        return scale(layout.list().stream().flatMap(s -> s.units().stream()).toList(), factor);
    }

    private Vector scale(List<Segment> parts, ToDoubleFunction<Segment> factor) {
        float[] factors = new float[size()];
        for (Segment segment : parts) {
            int from = segment.offset();
            Arrays.fill(factors, from, from + segment.shape().size(), (float) factor.applyAsDouble(segment));
        }
        return with(MULTIPLY, new LazyVector(layout, new VectorExpression.StoredNumbers(factors)));
    }

    @Override
    public Vector of(float[] elements) {
        if (elements.length != size()) {
            throw new IllegalArgumentException("a vector of " + size() + " elements was given " + elements.length);
        }
        return new LazyVector(layout, new VectorExpression.StoredNumbers(elements.clone()));
    }

    @Override
    public Vector zeros() {
        return new LazyVector(layout, new VectorExpression.StoredNumbers(new float[size()]));
    }

    @Override
    public double dot(Vector other) {
        of(other);
        return REDUCTIONS.dot(numbers(), 0, VectorFactory.own(other).numbers(), 0, size());
    }

    @Override
    public double norm() {
        if (Double.isNaN(norm)) {
            norm = Math.sqrt(REDUCTIONS.dot(numbers(), 0, numbers(), 0, size()));
        }
        return norm;
    }

    @Override
    public double norm(Segment part) {
        int size = part.shape().size();
        return Math.sqrt(REDUCTIONS.dot(numbers(), part.offset(), numbers(), part.offset(), size));
    }

    @Override
    public float[] toArray() {
        return numbers().clone();
    }
}
