package org.recurve.optimization.optimizer;

import java.util.Optional;
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
 * RMSProp: {@code r ← ρ r + (1 − ρ) g²}, {@code v ← μ v + g / (√r + ε)}, {@code θ ← θ − η v}, with {@code r = v = 0} at
 * first (Tieleman and Hinton, lecture 6.5 of <i>Neural Networks for Machine Learning</i>, 2012). As in PyTorch ε stands
 * outside the root, η outside the velocity, and the bias of {@code r} towards 0 is not corrected.
 */
@Plugin(
        id = "rmsprop",
        version = 1,
        summary = "r = rho r + (1 - rho) g^2; theta = theta - learning-rate g / (sqrt(r) + epsilon)")
public final class RmsProp implements Optimizer<RmsProp.Config, RmsProp.State> {
    /** The settings. */
    public record Config(
            @Doc("the step's length, η") @Main @Default("0.001")
            Spec<Schedule<?>> learningRate,

            @Doc("how much of the squares' mean stays, ρ") @Default("0.99") @Min(0) @Below(1)
            double rho,

            @Doc("how much of the last velocity stays, μ") @Default("0") @Min(0) @Below(1)
            double momentum,

            @Doc("keeps the quotient finite, ε, outside the root") @Default("1e-8") @Above(0)
            double epsilon,

            @Doc("λ of ½ λ ‖θ‖², added to the loss, biases included") @Default("0") @Min(0)
            double weightDecay) {}

    /** The running mean of squared gradients, and the velocity; none without momentum. */
    public record State(Vector squares, Optional<Vector> velocity) {}

    @Override
    public State start(Config config, Vector theta) {
        return new State(theta.zeros(), config.momentum() == 0 ? Optional.empty() : Optional.of(theta.zeros()));
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        Descent descent = Descent.of(config.learningRate(), at);
        Vector gradient = descent.gradient(config.weightDecay());
        Vector squares =
                state.squares().times(config.rho()).plus(gradient.square().times(1 - config.rho()));
        Vector scaled = gradient.dividedBy(squares.sqrt().plus(config.epsilon()));
        Optional<Vector> velocity =
                state.velocity().map(v -> v.times(config.momentum()).plus(scaled));
        return descent.against(velocity.orElse(scaled), new State(squares, velocity));
    }
}
