package org.recurve.optimization.optimizer;

import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Adagrad: {@code r ← r + g²}, {@code θ ← θ − η g / (√r + ε)}, with {@code r = 0} at first, so that elements with rare
 * gradients take longer steps (Duchi, Hazan, Singer 2011; Goodfellow, Bengio, Courville, <i>Deep Learning</i>, algorithm
 * 8.4). ε stands outside the root.
 */
@Plugin(id = "adagrad", version = 1, summary = "r = r + g^2; theta = theta - learning-rate g / (sqrt(r) + epsilon)")
public final class Adagrad implements Optimizer<Adagrad.Config, Adagrad.State> {
    /** The settings. */
    public record Config(
            @Doc("the step's length, η") @Main @Default("0.01")
            Spec<Schedule<?>> learningRate,

            @Doc("keeps the quotient finite, ε, outside the root") @Default("1e-10") @Above(0)
            double epsilon,

            @Doc("λ of ½ λ ‖θ‖², added to the loss, biases included") @Default("0") @Min(0)
            double weightDecay) {}

    /** The sum of squared gradients. */
    public record State(Vector squares) {}

    @Override
    public State start(Config config, Vector theta) {
        return new State(theta.zeros());
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        Descent descent = Descent.of(config.learningRate(), at);
        Vector gradient = descent.gradient(config.weightDecay());
        Vector squares = state.squares().plus(gradient.square());
        Vector direction = gradient.dividedBy(squares.sqrt().plus(config.epsilon()));
        return descent.against(direction, new State(squares));
    }
}
