package org.recurve.api.optimize;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All parameters (or a gradient, or a direction) as one vector of floats with named segments.
 *
 * <p>An optimizer is written in this arithmetic. With a momentum {@code m}, Lion (Chen et al., <i>Symbolic Discovery of Optimization
 * Algorithms</i>, 2023) moves by {@code m.times(0.9).plus(g.times(0.1)).sign()}, and RMSProp by
 * {@code g.dividedBy(mean.sqrt().plus(1e-8))}.
 *
 * <p>Immutable. Arithmetic is lazy: an expression is evaluated in one pass over memory when its numbers are needed. Two
 * vectors in one expression have the same segments, or {@link IllegalArgumentException}.
 */
public interface Vector {
    List<Segment> segments();

    /** Returns the number of elements of all segments. */
    int size();

    // Elementwise. A number beside a vector is rounded to float first.

    Vector plus(Vector other);

    Vector plus(double other);

    Vector minus(Vector other);

    /** Returns each element less the number. */
    default Vector minus(double other) {
        return plus(-other);
    }

    Vector times(Vector other);

    /** Returns each element times the factor, which is rounded to float first. */
    Vector times(double factor);

    Vector dividedBy(Vector other);

    /** Returns each element divided by the number: one rounding, where {@code times(1 / divisor)} has two. */
    default Vector dividedBy(double divisor) {
        return dividedBy(zeros().plus(divisor));
    }

    Vector negate();

    Vector square();

    /** Returns {@code √x}, correctly rounded; NaN below 0. */
    Vector sqrt();

    Vector abs();

    /** Returns 1 for a positive element, −1 for a negative one, ±0 for ±0 and NaN for NaN. */
    default Vector sign() {
        float[] signs = toArray();
        for (int i = 0; i < signs.length; i++) {
            signs[i] = Math.signum(signs[i]);
        }
        return of(signs);
    }

    /** Returns the larger of each pair of elements; the first where they are equal, NaN where either is NaN. */
    Vector max(Vector other);

    Vector max(double other);

    /** Returns the smaller of each pair of elements; the first where they are equal, NaN where either is NaN. */
    default Vector min(Vector other) {
        return negate().max(other.negate()).negate();
    }

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
