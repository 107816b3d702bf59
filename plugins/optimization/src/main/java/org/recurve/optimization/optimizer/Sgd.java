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
            double weightDecay,

            @Doc("how much of the last velocity stays at each step, μ, instead of one momentum for all")
            Optional<Spec<Schedule<?>>> momentumSchedule) {
        public Config {
            if (momentum != 0 && momentumSchedule.isPresent()) {
                throw new InvalidSetting("momentum and momentum-schedule both say how much of the velocity stays; leave"
                        + " one of them out");
            }
            if (nesterov && momentum == 0 && momentumSchedule.isEmpty()) {
                throw new InvalidSetting(
                        "nesterov looks ahead along the momentum, which is 0: set momentum, such as 0.9,"
                                + " or leave nesterov out");
            }
        }

        /** Makes one with a single momentum for all steps. */
        public Config(Spec<Schedule<?>> learningRate, double momentum, boolean nesterov, double weightDecay) {
            this(learningRate, momentum, nesterov, weightDecay, Optional.empty());
        }

        private boolean gathers() {
            return momentum != 0 || momentumSchedule.isPresent();
        }

        private double momentum(Objective at) {
            double now = momentumSchedule
                    .map(schedule -> Schedule.at(schedule, at.progress()))
                    .orElse(momentum);
            if (!(now < 1)) {
                throw new InvalidSetting("momentum-schedule gives " + now + " at step "
                        + (at.progress().step() + 1)
                        + ", but a velocity that never fades grows without end; let it stay below 1");
            }
            return now;
        }
    }

    /** The velocity {@code v}; none without momentum. */
    public record State(Optional<Vector> velocity) {}

    @Override
    public State start(Config config, Vector theta) {
        return new State(config.gathers() ? Optional.of(theta.zeros()) : Optional.empty());
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        Descent descent = Descent.of(config.learningRate(), at);
        Vector gradient = descent.gradient(config.weightDecay());
        double momentum = config.momentum(at);
        Optional<Vector> velocity = state.velocity().map(v -> v.times(momentum).plus(gradient));
        Vector direction = velocity.map(
                        v -> config.nesterov() ? v.times(momentum).plus(gradient) : v)
                .orElse(gradient);
        return descent.against(direction, new State(velocity));
    }
}
