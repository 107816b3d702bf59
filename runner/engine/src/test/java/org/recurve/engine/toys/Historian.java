package org.recurve.engine.toys;

import java.util.List;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** Follows the gradient, and shows what it is told of the epochs before. */
@Plugin(id = "historian", summary = "shows the losses of earlier epochs")
public final class Historian implements Optimizer<NoConfig, Historian.State> {
    public record State(long steps) {}

    @Override
    public State start(NoConfig config, Vector theta) {
        return new State(0);
    }

    @Override
    public Move<State> step(NoConfig config, State state, Objective at) {
        List<Double> losses = at.progress().losses();
        return new Move<>(at.theta().minus(at.gradient().times(0.1)), new State(state.steps() + 1))
                .watching("epochs", losses.size())
                .watching("last", losses.isEmpty() ? -1 : losses.getLast());
    }
}
