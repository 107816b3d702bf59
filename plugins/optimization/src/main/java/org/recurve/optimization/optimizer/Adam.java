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
 * Adam: {@code m ← β₁ m + (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂) g²}, and at step {@code t}, counted from 1,
 * {@code θ ← θ − η m̂ / (√v̂ + ε)} with {@code m̂ = m / (1 − β₁ᵗ)} and {@code v̂ = v / (1 − β₂ᵗ)} (Kingma and Ba, <i>Adam</i>,
 * 2015, algorithm 1). ε stands outside the root and is added after the correction, as in the paper and in PyTorch.
 *
 * <p>Weight decay goes through the means like the loss's own gradient; {@link AdamW} decays the weights themselves.
 */
@Plugin(
        id = "adam",
        version = 1,
        summary = "theta = theta - learning-rate m / (sqrt(v) + epsilon), m and v unbiased means of g and g^2")
public final class Adam implements Optimizer<Adam.Config, Adam.State> {
    /** The settings. */
    public record Config(
            @Doc("the step's length, η") @Main @Default("0.001")
            Spec<Schedule<?>> learningRate,

            @Doc("how much of the gradient's mean stays, β₁") @Default("0.9") @Min(0) @Below(1)
            double beta1,

            @Doc("how much of the squares' mean stays, β₂") @Default("0.999") @Min(0) @Below(1)
            double beta2,

            @Doc("keeps the quotient finite, ε, outside the root") @Default("1e-8") @Above(0)
            double epsilon,

            @Doc("λ of ½ λ ‖θ‖², added to the loss, biases included") @Default("0") @Min(0)
            double weightDecay) {}

    /** The running means of gradients and of their squares, and how many gradients they have seen. */
    public record State(Vector mean, Vector square, long steps) {}

    @Override
    public State start(Config config, Vector theta) {
        return new State(theta.zeros(), theta.zeros(), 0);
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        Descent descent = Descent.of(config.learningRate(), at);
        Vector gradient = descent.gradient(config.weightDecay());
        Moments moments =
                new Moments(state.mean(), state.square(), state.steps()).with(gradient, config.beta1(), config.beta2());
        Vector direction = moments.direction(config.beta1(), config.beta2(), config.epsilon());
        return descent.against(direction, new State(moments.mean(), moments.square(), moments.steps()));
    }
}
