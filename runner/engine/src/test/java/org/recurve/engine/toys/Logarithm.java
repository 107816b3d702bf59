package org.recurve.engine.toys;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** {@code log(−x²)}: NaN for everything. */
@Plugin(id = "logarithm", summary = "log(-x^2)")
public final class Logarithm implements Layer<NoConfig> {
    @Override
    public Value forward(NoConfig config, Scope scope, Value x) {
        return x.square().negate().log();
    }
}
