package org.recurve.feedforward;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** Puts the elements along one axis, in row-major order: from any shape to [size]. */
@Plugin(id = "flatten", version = 1, summary = "the same elements along one axis")
public final class Flatten implements Layer<NoConfig> {
    @Override
    public Value forward(NoConfig config, Scope scope, Value x) {
        return x.flatten();
    }
}
