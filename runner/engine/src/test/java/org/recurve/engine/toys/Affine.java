package org.recurve.engine.toys;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;

/** {@code W x + b}. */
@Plugin(id = "affine", summary = "W x + b")
public final class Affine implements Layer<Affine.Config> {
    public record Config(int units) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        return scope.linear("w", x, config.units()).plus(scope.bias("b", config.units()));
    }
}
