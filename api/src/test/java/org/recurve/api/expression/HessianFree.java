package org.recurve.api.expression;

import java.util.Map;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Plugin;

/**
 * Hessian-free optimization (Martens 2010): conjugate gradients find the step that minimises the damped quadratic model
 * {@code q(d) = gᵀd + ½ dᵀ(G + λI)d} from products {@code G v} alone; {@code λ} follows how well the model foretold the
 * loss.
 */
@Plugin(id = "hessian-free", summary = "d = -(G + lambda I)^-1 g by conjugate gradients, then a line search")
public final class HessianFree implements Optimizer<HessianFree.Config, HessianFree.State> {
    public record Config(double damping, int iterations, double tolerance) {}

    /** The damping, and the last direction, from which the next search begins. */
    public record State(double damping, Vector direction) {}

    /** A direction and the residual {@code −g − (G + λI)d} that it leaves. */
    private record Solution(Vector direction, Vector residual, int iterations) {}

    @Override
    public State start(Config c, Vector theta) {
        return new State(c.damping(), theta.zeros());
    }

    @Override
    public Move<State> step(Config c, State s, Objective at) {
        Vector gradient = at.on(Role.GRADIENT).gradient();
        Solution found = solve(c, s, gradient, at.on(Role.CURVATURE));
        Vector d = found.direction();
        Objective evaluation = at.on(Role.EVALUATION);
        double foretold = 0.5 * (gradient.dot(d) - found.residual().dot(d)); // q(d), since (G + λI)d = −g − r
        double ratio = (evaluation.at(at.theta().plus(d)).loss() - evaluation.loss()) / foretold;
        double damping = ratio < 0.25 ? s.damping() * 1.5 : ratio > 0.75 ? s.damping() / 1.5 : s.damping();
        double length = length(evaluation, d);
        return new Move<>(
                at.theta().plus(d.times(length)),
                new State(damping, d),
                Map.of("damping", damping, "reduction-ratio", ratio, "cg-steps", (double) found.iterations()));
    }

    private static Solution solve(Config c, State s, Vector gradient, Objective curvature) {
        Vector d = s.direction();
        Vector residual = gradient.negate().minus(damped(curvature, s.damping(), d));
        Vector p = residual;
        double square = residual.dot(residual);
        int iteration = 0;
        while (iteration < c.iterations() && StrictMath.sqrt(square) > c.tolerance() * gradient.norm()) {
            Vector product = damped(curvature, s.damping(), p);
            double alpha = square / p.dot(product);
            d = d.plus(p.times(alpha));
            residual = residual.minus(product.times(alpha));
            double next = residual.dot(residual);
            p = residual.plus(p.times(next / square));
            square = next;
            iteration++;
        }
        return new Solution(d, residual, iteration);
    }

    private static Vector damped(Objective curvature, double damping, Vector v) {
        return curvature.gaussNewton(v).plus(v.times(damping));
    }

    /** The largest of 1, 0.8, 0.64, … that does not raise the loss; 0 if none does. */
    private static double length(Objective evaluation, Vector d) {
        for (double length = 1; length > 1e-3; length *= 0.8) {
            if (evaluation.at(evaluation.theta().plus(d.times(length))).loss() <= evaluation.loss()) {
                return length;
            }
        }
        return 0;
    }
}
