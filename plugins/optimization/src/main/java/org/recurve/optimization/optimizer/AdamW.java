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
 * Adam with weight decay of its own: {@code θ ← (1 − η λ) θ − η m̂ / (√v̂ + ε)}, where {@link Adam}'s {@code m̂} and
 * {@code v̂} know the loss alone (Loshchilov and Hutter, <i>Decoupled Weight Decay Regularization</i>, 2019, algorithm 2).
 * As in PyTorch the decay is multiplied by the learning rate and thereby follows its schedule.
 */
@Plugin(id = "adamw", version = 1, summary = "theta = (1 - learning-rate weight-decay) theta, then a step of adam")
public final class AdamW implements Optimizer<AdamW.Config, AdamW.State> {
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

            @Doc("how fast weights fade, λ, biases included") @Default("0.01") @Min(0)
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
        Moments moments = new Moments(state.mean(), state.square(), state.steps())
                .with(at.gradient(), config.beta1(), config.beta2());
        Vector direction = moments.direction(config.beta1(), config.beta2(), config.epsilon());
        Vector faded = at.theta().times(1 - descent.rate() * config.weightDecay());
        return descent.from(faded, direction, new State(moments.mean(), moments.square(), moments.steps()));
    }
}
