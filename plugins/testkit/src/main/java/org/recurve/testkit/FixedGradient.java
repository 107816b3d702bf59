package org.recurve.testkit;

import java.util.List;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;

/**
 * A slope that is the same everywhere, {@code gᵀθ}: an objective for tests that work an optimizer's step out by hand.
 */
public record FixedGradient(Vector theta, Vector gradient, Progress progress) implements Objective {
    /** At the first step. */
    public FixedGradient(Vector theta, Vector gradient) {
        this(theta, gradient, new Progress(0, 0, 1, 1));
    }

    /** Returns a vector of one segment, {@code theta}. */
    public static Vector vector(float... elements) {
        return VectorFactory.of(List.of(new Segment("theta", Shape.of(elements.length), 0)), elements.clone());
    }

    @Override
    public double loss() {
        return theta.dot(gradient);
    }

    @Override
    public Vector gaussNewton(Vector v) {
        return v.zeros();
    }

    @Override
    public Vector gaussNewton(Vector v, double structure) {
        return v.zeros();
    }

    @Override
    public Vector squaredGradients() {
        return gradient.square();
    }

    @Override
    public Vector hessian(Vector v) {
        return v.zeros();
    }

    @Override
    public Objective at(Vector elsewhere) {
        return new FixedGradient(elsewhere, gradient, progress);
    }

    @Override
    public Objective on(Role role) {
        return this;
    }
}
