package org.recurve.engine.toys;

import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Plugin;

/** {@code v ← μ v − η g, θ ← θ + v}. */
@Plugin(id = "descent", summary = "v = m v - r g, theta = theta + v")
public final class Descent implements Optimizer<Descent.Config, Descent.State> {
    public record Config(double rate, double momentum) {}

    public record State(Vector velocity, long steps) {}

    @Override
    public State start(Config config, Vector theta) {
        return new State(theta.zeros(), 0);
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        Vector velocity =
                state.velocity().times(config.momentum()).minus(at.gradient().times(config.rate()));
        return new Move<>(at.theta().plus(velocity), new State(velocity, state.steps() + 1))
                .watching("rate", config.rate());
    }
}
