package org.recurve.optimization.optimizer;

import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * The method of Levenberg (1944) and Marquardt (1963): {@code d = −(G + λ I)⁻¹ g} with the Gauss-Newton matrix {@code G}. A
 * step that does not lower the loss is not taken, and tried again with {@code λ} times {@code factor}; after a step
 * {@code λ} is divided by it. The matrix is formed from one product for each parameter: for small nets.
 */
@Plugin(
        id = "levenberg-marquardt",
        version = 2,
        summary = "d = -(G + damping I)^-1 g, the damping smaller after a step and larger where none helps")
public final class LevenbergMarquardt implements Optimizer<LevenbergMarquardt.Config, LevenbergMarquardt.State> {
    /** The settings. */
    public record Config(
            @Doc("the damping at first, λ") @Main @Default("0.01") @Above(0)
            double damping,

            @Doc("by what the damping is multiplied and divided") @Default("10") @Above(1)
            double factor,

            @Doc("dampings that a step tries at most") @Default("10") @Min(1)
            int trials,

            @Doc("parameters that it is held to") @Default("2000") @Min(1)
            int mostParameters) {}

    /** The damping of the next step. */
    public record State(double damping) {}

    @Override
    public boolean curved() {
        return true;
    }

    @Override
    public State start(Config config, Vector theta) {
        SymmetricMatrix.check("levenberg-marquardt", theta, config.mostParameters());
        return new State(config.damping());
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        SymmetricMatrix curvature = SymmetricMatrix.of(at.theta(), at.on(Role.CURVATURE)::gaussNewton);
        Vector descent = at.gradient().negate();
        Objective judge = at.on(Role.EVALUATION);
        double damping = state.damping();
        for (int trial = 0; trial < config.trials(); trial++) {
            Vector direction = curvature.solve(descent, damping).x();
            if (Backtracking.loss(judge, direction) < judge.loss()) {
                return new Move<>(at.theta().plus(direction), new State(damping / config.factor()))
                        .watching("damping", damping);
            }
            damping *= config.factor();
        }
        return new Move<>(at.theta(), new State(damping)).watching("damping", damping);
    }
}
