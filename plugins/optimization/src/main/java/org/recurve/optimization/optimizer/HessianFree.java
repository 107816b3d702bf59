package org.recurve.optimization.optimizer;

import java.util.List;
import java.util.function.UnaryOperator;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.optimization.optimizer.ConjugateGradients.Iterate;

/**
 * Hessian-free optimization (Martens, <i>Deep Learning via Hessian-Free Optimization</i>, 2010): conjugate gradients find
 * the step that minimises the damped quadratic model {@code gᵀd + ½ dᵀ(G + λI)d} from products with the Gauss-Newton matrix
 * {@code G}, which is never formed.
 *
 * <p>They begin where the last ones ended, shortened. Of the directions on the way the loss itself chooses: from the last
 * one it is gone back as long as the loss falls. A line search shortens that direction until it gives a hundredth of what
 * its slope promises. {@code λ} follows Levenberg and Marquardt: with {@code ρ} the change of the loss over that of the
 * undamped model, {@code λ ← ⅔ λ} if {@code ρ > ¾} and {@code λ ← 3/2 λ} if not {@code ρ ≥ ¼}.
 *
 * <p>With structural damping {@code μ} the damping is {@code λ (I + μ SᵀS)}, {@code S} being the Jacobian of the hidden
 * states that recurrences give, so that these change no more than the model can foresee (Martens and Sutskever,
 * <i>Learning Recurrent Neural Networks with Hessian-Free Optimization</i>, 2011). The preconditioner is the diagonal
 * {@code (mean of the examples' g² + λ)^¾} (Martens 2010, section 4.7); it takes a pass for each example of the curvature
 * batch.
 *
 * <p>The gradient is that of the step's batch, curvature and line search have batches of their own. It is meant for large batches: the directions of small ones contradict each other.
 */
@Plugin(
        id = "hessian-free",
        version = 3,
        summary = "d = -(G + damping I)^-1 g by conjugate gradients, then a line search")
public final class HessianFree implements Optimizer<HessianFree.Config, HessianFree.State> {
    /** The settings. */
    public record Config(
            @Doc("the damping at first, λ") @Main @Default("1") @Above(0)
            double damping,

            @Doc("products with the curvature that a step takes at most") @Default("250") @Min(1)
            int cgSteps,

            @Doc("the progress, relative and a step, below which conjugate gradients end") @Default("0.0005") @Above(0)
            double tolerance,

            @Doc("how much of the last direction the next search begins with") @Default("0.95") @Min(0) @Below(1)
            double warmStart,

            @Doc("whether conjugate gradients are preconditioned by the squares of the examples' gradients")
            @Default("false")
            boolean preconditioned,

            @Doc("how much a change of hidden states costs relative to one of parameters, μ") @Default("0") @Min(0)
            double structuralDamping) {}

    /** The damping, and the last direction. */
    public record State(double damping, Vector direction) {}

    @Override
    public boolean curved() {
        return true;
    }

    @Override
    public State start(Config config, Vector theta) {
        return new State(config.damping(), theta.zeros());
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        Vector gradient = at.on(Role.GRADIENT).gradient();
        Objective curvature = at.on(Role.CURVATURE);
        double damping = state.damping();
        ConjugateGradients search = new ConjugateGradients(
                v -> curvature
                        .gaussNewton(v, damping * config.structuralDamping())
                        .plus(v.times(damping)),
                config.preconditioned() ? preconditioner(curvature, damping) : UnaryOperator.identity(),
                config.cgSteps(),
                config.tolerance());
        List<Iterate> way = search.minimise(gradient, state.direction().times(config.warmStart()));
        Objective judge = at.on(Role.EVALUATION);
        Iterate chosen = backtrack(judge, way);
        Vector direction = chosen.direction();
        double model = gradient.dot(direction) + direction.dot(curvature.gaussNewton(direction)) / 2;
        double ratio = (Backtracking.loss(judge, direction) - judge.loss()) / model;
        double length = Backtracking.length(judge, direction, gradient.dot(direction));
        Vector theta = length == 0 ? at.theta() : at.theta().plus(direction.times(length));
        return new Move<>(
                        theta, new State(damping * factor(ratio), way.getLast().direction()))
                .watching("damping", damping)
                .watching("reduction-ratio", ratio)
                .watching("cg-steps", way.getLast().step())
                .watching("model-value", model)
                .watching("step-length", length);
    }

    private static UnaryOperator<Vector> preconditioner(Objective curvature, double damping) {
        Vector root = curvature.squaredGradients().plus(damping).sqrt();
        Vector diagonal = root.times(root.sqrt());
        return v -> v.dividedBy(diagonal);
    }

    private static Iterate backtrack(Objective judge, List<Iterate> way) {
        Iterate chosen = way.getLast();
        double least = Backtracking.loss(judge, chosen.direction());
        for (Iterate earlier : way.reversed().subList(1, way.size())) {
            double loss = Backtracking.loss(judge, earlier.direction());
            if (loss >= least) {
                return chosen;
            }
            chosen = earlier;
            least = loss;
        }
        return chosen;
    }

    /** Returns what the damping is multiplied by; a ratio that is no number is a bad one. */
    private static double factor(double ratio) {
        if (ratio > 0.75) {
            return 2 / 3.0;
        }
        return ratio >= 0.25 ? 1 : 3 / 2.0;
    }
}
