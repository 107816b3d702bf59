package org.recurve.engine.toys;

import java.util.concurrent.locks.LockSupport;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** {@code θ ← θ − 0.1 g + 0.5 (θ − θ')}, where θ' is the point before, which it remembers; slow to be written down. */
@Plugin(id = "follower", summary = "remembers the point before")
public final class Follower implements Optimizer<NoConfig, Follower.State> {
    private static final long NANOS = 20_000_000;

    public record State(Vector before) {
        @Override
        public Vector before() {
            if (Thread.currentThread().getName().equals("checkpoint")) {
                LockSupport.parkNanos(NANOS);
            }
            return before;
        }
    }

    @Override
    public State start(NoConfig config, Vector theta) {
        return new State(theta);
    }

    @Override
    public Move<State> step(NoConfig config, State state, Objective at) {
        Vector theta = at.theta();
        Vector next = theta.minus(at.gradient().times(0.1))
                .plus(theta.minus(state.before()).times(0.5));
        return new Move<>(next, new State(theta));
    }
}
