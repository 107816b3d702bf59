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
 * The method of Gauss and Newton: {@code d = −(G + τ I)⁻¹ g} with {@code G = JᵀHJ}, which for a least-squares loss is the
 * step to the minimum of the linearised residuals; {@code τ} is 0 where {@code G} can be inverted and else the first of a
 * doubling row with which it can. Then a line search goes back from the whole step. The matrix is formed from one product
 * for each parameter: for small nets.
 */
@Plugin(
        id = "gauss-newton",
        version = 2,
        summary = "d = -G^-1 g with the Gauss-Newton matrix of all parameters, then a line search")
public final class GaussNewton implements Optimizer<GaussNewton.Config, GaussNewton.State> {
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
        SymmetricMatrix.check("gauss-newton", theta, config.mostParameters());
        return new State();
    }

    @Override
    public Move<State> step(Config config, State state, Objective at) {
        return SymmetricMatrix.descend(at.on(Role.CURVATURE)::gaussNewton, at, state);
    }
}
