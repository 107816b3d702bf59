package org.recurve.api.optimize;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All parameters (or a gradient, or a direction) as one vector of floats with named segments.
 *
 * <p>Immutable. Arithmetic is lazy: an expression is evaluated in one pass over memory when its numbers are needed. Two
 * vectors in one expression have the same segments, or {@link IllegalArgumentException}.
 */
public interface Vector {
    List<Segment> segments();

    /** Returns the number of elements of all segments. */
    int size();

    Vector plus(Vector other);

    Vector plus(double other);

    Vector minus(Vector other);

    Vector times(Vector other);

    /** Returns each element times the factor, which is rounded to float first. */
    Vector times(double factor);

    Vector dividedBy(Vector other);

    Vector negate();

    Vector square();

    Vector sqrt();

    Vector abs();

    /** Returns the larger of each pair of elements. */
    Vector max(Vector other);

    Vector max(double other);

    Vector min(double other);

    /** Returns each segment times its own factor. */
    Vector scale(ToDoubleFunction<Segment> factor);

    /** Returns each unit of each segment times its own factor; see {@link Segment#units()}. */
    Vector scaleUnits(ToDoubleFunction<Segment> factor);

    /** Returns these elements, copied, in the same segments. */
    Vector of(float[] elements);

    /** Zeros in the same segments. */
    Vector zeros();

    /** {@code Σ aᵢ bᵢ} in double, by a tree that depends on the size alone. */
    double dot(Vector other);

    /** {@code √Σ aᵢ²} in double. */
    double norm();

    /** Returns the norm of one segment, or of one of its units. */
    double norm(Segment segment);

    /** Returns the elements; a copy. */
    float[] toArray();
}
