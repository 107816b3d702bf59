package org.recurve.compute.vector;

import static org.recurve.compute.elementwise.Function.ABS;
import static org.recurve.compute.elementwise.Function.ADD;
import static org.recurve.compute.elementwise.Function.DIVIDE;
import static org.recurve.compute.elementwise.Function.MAX;
import static org.recurve.compute.elementwise.Function.MIN;
import static org.recurve.compute.elementwise.Function.MULTIPLY;
import static org.recurve.compute.elementwise.Function.NEGATE;
import static org.recurve.compute.elementwise.Function.SQRT;
import static org.recurve.compute.elementwise.Function.SQUARE;
import static org.recurve.compute.elementwise.Function.SUBTRACT;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.elementwise.Function;
import org.recurve.compute.elementwise.Hardware;
import org.recurve.compute.elementwise.Reductions;

/** A vector whose arithmetic waits. Its numbers, once evaluated, are kept; that is all that ever changes in it. */
final class LazyVector implements Vector {
    /** Longer expressions are evaluated at once, so that none grows without end. */
    private static final int LONGEST = 24;

    private static final Reductions REDUCTIONS = Reductions.of(Hardware.here());

    private final Segments segments;
    private Expression expression;

    LazyVector(Segments segments, Expression expression) {
        this.segments = segments;
        this.expression = expression;
    }

    Expression expression() {
        return expression;
    }

    boolean isSettled() {
        return expression instanceof Expression.Numbers;
    }

    /** Its numbers' memory is given to others; nobody can read them any more. */
    float[] spend() {
        float[] values = numbers();
        ((Expression.Numbers) expression).spend();
        return values;
    }

    void settle(float[] values) {
        expression = new Expression.Numbers(values);
    }

    float[] numbers() {
        if (!isSettled()) {
            Vectors.evaluate(List.of(this));
        }
        return ((Expression.Numbers) expression).values();
    }

    private Vector made(Expression.Applied result) {
        LazyVector vector = new LazyVector(segments, result);
        if (result.waiting() > LONGEST) {
            vector.numbers();
        }
        return vector;
    }

    private Expression of(Vector other) {
        LazyVector own = Vectors.own(other);
        if (own.segments != segments && !own.segments.equals(segments)) {
            throw new IllegalArgumentException(
                    "vectors of different segments: " + segments.list().size() + " with " + size()
                            + " elements against " + own.segments.list().size() + " with " + own.size());
        }
        return own.expression;
    }

    private Vector with(Function function) {
        return made(Expression.Applied.of(function, expression));
    }

    private Vector with(Function function, Vector other) {
        return made(Expression.Applied.of(function, expression, of(other)));
    }

    private Vector with(Function function, double other) {
        return made(Expression.Applied.of(function, expression, new Expression.Constant((float) other)));
    }

    @Override
    public List<Segment> segments() {
        return segments.list();
    }

    @Override
    public int size() {
        return segments.size();
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
    public Vector max(Vector other) {
        return with(MAX, other);
    }

    @Override
    public Vector max(double other) {
        return with(MAX, other);
    }

    @Override
    public Vector min(double other) {
        return with(MIN, other);
    }

    @Override
    public Vector scale(ToDoubleFunction<Segment> factor) {
        return scale(segments.list(), factor);
    }

    @Override
    public Vector scaleUnits(ToDoubleFunction<Segment> factor) {
        return scale(segments.list().stream().flatMap(s -> s.units().stream()).toList(), factor);
    }

    private Vector scale(List<Segment> parts, ToDoubleFunction<Segment> factor) {
        float[] factors = new float[size()];
        for (Segment segment : parts) {
            int from = segment.offset();
            Arrays.fill(factors, from, from + segment.shape().size(), (float) factor.applyAsDouble(segment));
        }
        return with(MULTIPLY, new LazyVector(segments, new Expression.Numbers(factors)));
    }

    @Override
    public Vector of(float[] elements) {
        if (elements.length != size()) {
            throw new IllegalArgumentException("a vector of " + size() + " elements was given " + elements.length);
        }
        return new LazyVector(segments, new Expression.Numbers(elements.clone()));
    }

    @Override
    public Vector zeros() {
        return new LazyVector(segments, new Expression.Numbers(new float[size()]));
    }

    @Override
    public double dot(Vector other) {
        of(other);
        return REDUCTIONS.dot(numbers(), 0, Vectors.own(other).numbers(), 0, size());
    }

    @Override
    public double norm() {
        return Math.sqrt(REDUCTIONS.dot(numbers(), 0, numbers(), 0, size()));
    }

    @Override
    public double norm(Segment of) {
        int size = of.shape().size();
        return Math.sqrt(REDUCTIONS.dot(numbers(), of.offset(), numbers(), of.offset(), size));
    }

    @Override
    public float[] toArray() {
        return numbers().clone();
    }
}
