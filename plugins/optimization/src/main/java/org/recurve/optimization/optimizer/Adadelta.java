package org.recurve.optimization.optimizer;

import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Adadelta: {@code r ← ρ r + (1 − ρ) g²}, {@code d = √(u + ε) / √(r + ε) · g}, {@code u ← ρ u + (1 − ρ) d²},
 * {@code θ ← θ − η d}, with {@code r = u = 0} at first, so that steps have the unit of the parameters (Zeiler,
 * <i>ADADELTA</i>, 2012, algorithm 1, where η is 1). ε stands inside both roots.
 */
@Plugin(
        id = "adadelta",
        version = 1,
        summary = "d = sqrt(u + epsilon) / sqrt(r + epsilon) g, r and u the running means of g^2 and d^2")
public final class Adadelta implements Optimizer<Adadelta.Config, Adadelta.State> {
    /** The settings. */
    public record Config(
            @Doc("the step's length, η") @Main @Default("1") Spec<Schedule<?>> learningRate,

            @Doc("how much of the means stays, ρ") @Default("0.95") @Min(0) @Below(1)
            double rho,

            @Doc("lets the first step be taken, ε, inside the roots") @Default("1e-6") @Above(0)
            double epsilon,

            @Doc("λ of ½ λ ‖θ‖², added to the loss, biases included") @Default("0") @Min(0)
            double weightDecay) {}

    /** The running means of squared gradients and of squared steps. */
    public record State(Vector squares, Vector steps) {}

    @Override
    public State start(Config config, Vector theta) {
        return new State(theta.zeros(), theta.zeros());
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        double rho = config.rho();
        Descent descent = Descent.of(config.learningRate(), at);
        Vector gradient = descent.gradient(config.weightDecay());
        Vector squares = state.squares().times(rho).plus(gradient.square().times(1 - rho));
        Vector root = state.steps().plus(config.epsilon()).sqrt();
        Vector direction =
                gradient.times(root).dividedBy(squares.plus(config.epsilon()).sqrt());
        Vector steps = state.steps().times(rho).plus(direction.square().times(1 - rho));
        return descent.against(direction, new State(squares, steps));
    }
}
