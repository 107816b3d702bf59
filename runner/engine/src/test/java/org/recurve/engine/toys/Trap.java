package org.recurve.engine.toys;

import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Plugin;

/** Gradient descent that throws at its n-th step. */
@Plugin(id = "trap", summary = "throws at step n")
public final class Trap implements Optimizer<Trap.Config, Trap.State> {
    public record Config(long step) {}

    public record State(long steps) {}

    @Override
    public State start(Config config, Vector theta) {
        return new State(1);
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        if (state.steps() == config.step()) {
            throw new ArithmeticException("trapped");
        }
        return new Move<>(at.theta().minus(at.gradient().times(0.1)), new State(state.steps() + 1));
    }
}
