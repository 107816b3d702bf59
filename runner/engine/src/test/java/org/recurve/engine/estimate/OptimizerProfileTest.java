package org.recurve.engine.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Quantity;
import org.recurve.engine.toys.Descent;

class OptimizerProfileTest {
    /** Keeps up to three points, compares losses, and asks for curvature. */
    @Plugin(id = "hungry", version = 1, summary = "asks for all it can get")
    public static final class Hungry implements Optimizer<NoConfig, Hungry.State> {
        public record State(List<Vector> points) {}

        @Override
        public State start(NoConfig config, Vector theta) {
            return new State(List.of());
        }

        @Override
        public Move<State> step(NoConfig config, State state, Objective at) {
            Vector there = at.theta().minus(at.hessian(at.gradient()).times(0.1));
            boolean better = at.at(there).loss() < at.loss();
            int kept = Math.min(2, state.points().size());
            List<Vector> points = new java.util.ArrayList<>(state.points().subList(0, kept));
            points.addFirst(there);
            return new Move<>(better ? there : at.theta(), new State(points));
        }
    }

    @Test
    void anOptimizerIsSeenInABowl() {
        OptimizerProfile modest = OptimizerProfile.of(new Spec<>(new Descent(), new Descent.Config(0.1, 0.9)));
        assertEquals(new OptimizerProfile(Set.of(Quantity.GRADIENT), 1), modest);
        OptimizerProfile hungry = OptimizerProfile.of(new Spec<>(new Hungry(), new NoConfig()));
        assertEquals(new OptimizerProfile(EnumSet.of(Quantity.GRADIENT, Quantity.HESSIAN, Quantity.LOSS), 3), hungry);
    }
}
