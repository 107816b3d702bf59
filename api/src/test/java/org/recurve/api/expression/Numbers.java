package org.recurve.api.expression;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;

/** A vector of one segment, computed at once in double: enough to run an optimizer on. */
record Numbers(double... elements) implements Vector {
    private interface Pair {
        double of(double a, double b);
    }

    private Numbers with(Vector other, Pair pair) {
        double[] b = ((Numbers) other).elements;
        return new Numbers(IntStream.range(0, elements.length)
                .mapToDouble(i -> pair.of(elements[i], b[i]))
                .toArray());
    }

    private Numbers with(double other, Pair pair) {
        return new Numbers(IntStream.range(0, elements.length)
                .mapToDouble(i -> pair.of(elements[i], other))
                .toArray());
    }

    @Override
    public List<Segment> segments() {
        return List.of(new Segment("theta", Shape.of(elements.length), 0));
    }

    @Override
    public int size() {
        return elements.length;
    }

    @Override
    public Vector of(float[] others) {
        return new Numbers(
                IntStream.range(0, others.length).mapToDouble(i -> others[i]).toArray());
    }

    @Override
    public Vector plus(Vector other) {
        return with(other, Double::sum);
    }

    @Override
    public Vector plus(double other) {
        return with(other, Double::sum);
    }

    @Override
    public Vector minus(Vector other) {
        return with(other, (a, b) -> a - b);
    }

    @Override
    public Vector times(Vector other) {
        return with(other, (a, b) -> a * b);
    }

    @Override
    public Vector times(double factor) {
        return with(factor, (a, b) -> a * b);
    }

    @Override
    public Vector dividedBy(Vector other) {
        return with(other, (a, b) -> a / b);
    }

    @Override
    public Vector negate() {
        return with(-1, (a, b) -> a * b);
    }

    @Override
    public Vector square() {
        return with(this, (a, b) -> a * b);
    }

    @Override
    public Vector sqrt() {
        return with(0, (a, b) -> StrictMath.sqrt(a));
    }

    @Override
    public Vector abs() {
        return with(0, (a, b) -> Math.abs(a));
    }

    @Override
    public Vector max(Vector other) {
        return with(other, Math::max);
    }

    @Override
    public Vector max(double other) {
        return with(other, Math::max);
    }

    @Override
    public Vector min(double other) {
        return with(other, Math::min);
    }

    @Override
    public Vector scale(ToDoubleFunction<Segment> factor) {
        return times(factor.applyAsDouble(segments().getFirst()));
    }

    @Override
    public Vector scaleUnits(ToDoubleFunction<Segment> factor) {
        return scale(factor);
    }

    @Override
    public Vector zeros() {
        return times(0);
    }

    @Override
    public double dot(Vector other) {
        double[] b = ((Numbers) other).elements;
        return IntStream.range(0, elements.length)
                .mapToDouble(i -> elements[i] * b[i])
                .sum();
    }

    @Override
    public double norm() {
        return StrictMath.sqrt(dot(this));
    }

    @Override
    public double norm(Segment of) {
        return norm();
    }

    @Override
    public float[] toArray() {
        float[] floats = new float[elements.length];
        IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) elements[i]);
        return floats;
    }
}
