package org.recurve.optimization.optimizer;

import java.util.Optional;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Stochastic gradient descent: {@code v ← μ v + g}, {@code θ ← θ − η v}, with {@code v = 0} at first.
 *
 * <p>This is momentum as PyTorch defines it: the learning rate {@code η} scales the whole velocity. In Sutskever et
 * al., <i>On the Importance of Initialization and Momentum in Deep Learning</i> (2013), {@code η} scales the gradient
 * only; at a constant {@code η} the two agree. Nesterov's form steps along {@code g + μ v} instead of {@code v}.
 */
@Plugin(id = "sgd", version = 1, summary = "v = momentum v + g; theta = theta - learning-rate v")
public final class Sgd implements Optimizer<Sgd.Config, Sgd.State> {
    /** The settings. */
    public record Config(
            @Doc("the step's length, η") @Main Spec<Schedule<?>> learningRate,

            @Doc("how much of the last velocity stays, μ") @Default("0") @Min(0) @Below(1)
            double momentum,

            @Doc("whether to step along g + μ v, looking ahead") @Default("false")
            boolean nesterov,

            @Doc("λ of ½ λ ‖θ‖², added to the loss, biases included") @Default("0") @Min(0)
            double weightDecay) {
        public Config {
            if (nesterov && momentum == 0) {
                throw new InvalidSetting(
                        "nesterov looks ahead along the momentum, which is 0: set momentum, such as 0.9,"
                                + " or leave nesterov out");
            }
        }
    }

    /** The velocity {@code v}; none without momentum. */
    public record State(Optional<Vector> velocity) {}

    @Override
    public State start(Config config, Vector theta) {
        return new State(config.momentum() == 0 ? Optional.empty() : Optional.of(theta.zeros()));
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        Descent descent = Descent.of(config.learningRate(), at);
        Vector gradient = descent.gradient(config.weightDecay());
        Optional<Vector> velocity =
                state.velocity().map(v -> v.times(config.momentum()).plus(gradient));
        Vector direction = velocity.map(
                        v -> config.nesterov() ? v.times(config.momentum()).plus(gradient) : v)
                .orElse(gradient);
        return descent.against(direction, new State(velocity));
    }
}
