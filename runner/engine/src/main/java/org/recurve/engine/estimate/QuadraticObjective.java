package org.recurve.engine.estimate;

import java.util.List;
import java.util.Set;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.Quantity;

/**
 * The loss {@code ½ Σ dᵢ (θᵢ − 1)²}, which writes down what an optimizer asks of it.
 *
 * @param stretch {@code d}, different along each direction, so that no method is done in one step
 * @param asked grows by what is asked for
 * @param begun whether this is where a step begins, of which the gradient and with it the loss are known
 */
record QuadraticObjective(Vector theta, Vector stretch, Set<Quantity> asked, boolean begun) implements Objective {
    private static final int SIZE = 8;

    /** Asked at zero. */
    static QuadraticObjective of(Set<Quantity> asked) {
        List<Segment> segments = List.of(new Segment("part.w", Shape.of(2, SIZE / 2), 0));
        float[] stretch = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            stretch[i] = (i + 1f) / SIZE;
        }
        return new QuadraticObjective(
                VectorFactory.of(segments, new float[SIZE]), VectorFactory.of(segments, stretch), asked, true);
    }

    @Override
    public QuadraticObjective at(Vector elsewhere) {
        return new QuadraticObjective(elsewhere, stretch, asked, false);
    }

    /** Returns where the next step begins. */
    QuadraticObjective moved(Vector to) {
        return new QuadraticObjective(to, stretch, asked, true);
    }

    @Override
    public Progress progress() {
        return new Progress(0, 0, 1, 1, List.of());
    }

    private Vector away() {
        return theta.plus(-1);
    }

    @Override
    public double loss() {
        if (!begun) {
            asked.add(Quantity.LOSS);
        }
        return away().dot(away().times(stretch)) / 2;
    }

    @Override
    public Vector gradient() {
        asked.add(Quantity.GRADIENT);
        return away().times(stretch);
    }

    @Override
    public Vector gaussNewton(Vector v) {
        asked.add(Quantity.GAUSS_NEWTON);
        return v.times(stretch);
    }

    @Override
    public Vector gaussNewton(Vector v, double structure) {
        if (structure == 0) {
            return gaussNewton(v);
        }
        asked.add(Quantity.STRUCTURED_GAUSS_NEWTON);
        return v.times(stretch).plus(v.times(structure));
    }

    @Override
    public Vector squaredGradients() {
        asked.add(Quantity.LOSS_GRADIENT);
        return gradient().square();
    }

    @Override
    public Vector hessian(Vector v) {
        asked.add(Quantity.HESSIAN);
        return v.times(stretch);
    }

    @Override
    public Objective on(Role role) {
        return this;
    }
}
