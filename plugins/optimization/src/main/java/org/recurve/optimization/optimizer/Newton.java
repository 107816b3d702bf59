package org.recurve.optimization.optimizer;

import org.recurve.api.optimize.Move;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.optimize.Role;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Newton's method: {@code d = −(H + τ I)⁻¹ g}, with {@code τ} 0 where the Hessian is positive definite and else the first of
 * a doubling row that makes it so (Nocedal and Wright, <i>Numerical Optimization</i>, 2006, algorithms 3.2 and 3.3); then a
 * line search goes back from the whole step. The matrix is formed from one product for each parameter: for small nets.
 */
@Plugin(id = "newton", version = 1, summary = "d = -H^-1 g with the Hessian of all parameters, then a line search")
public final class Newton implements Optimizer<Newton.Config, Newton.State> {
    /** The settings. */
    public record Config(
            @Doc("parameters that it is held to") @Default("2000") @Min(1)
            int mostParameters) {}

    /** Nothing is remembered. */
    public record State() {}

    @Override
    public boolean curved() {
        return true;
    }

    @Override
    public State start(Config config, Vector theta) {
        SymmetricMatrix.check("newton", theta, config.mostParameters());
        return new State();
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        return SymmetricMatrix.descend(at.on(Role.CURVATURE)::hessian, at, state);
    }
}
