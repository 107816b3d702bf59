package org.recurve.engine.toys;

import org.recurve.api.model.Loss;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** {@code Σ (y − t)²}. */
@Plugin(id = "squared-error", summary = "sum (y - t)^2")
public final class SquaredError implements Loss<NoConfig> {
    @Override
    public Value loss(NoConfig config, Scope scope, Value output, Value target) {
        return output.minus(target).square().sum();
    }
}
