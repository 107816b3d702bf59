package org.recurve.testkit;

import org.recurve.api.model.Loss;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** {@code ½ Σ (oᵢ − cᵢ)²} with fixed numbers {@code c}: convex, so that Gauss-Newton products are never negative. */
@Plugin(id = "quadratic", summary = "half the squared distance to a fixed point")
final class Quadratic implements Loss<NoConfig> {
    @Override
    public Value loss(NoConfig config, Scope scope, Value output, Value target) {
        int size = output.shape().size();
        return output.flatten()
                .minus(scope.constant(TestNumbers.floats("centre", size), size))
                .square()
                .sum()
                .times(0.5);
    }
}
