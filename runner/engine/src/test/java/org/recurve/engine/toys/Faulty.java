package org.recurve.engine.toys;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** A plugin with a bug. */
@Plugin(id = "faulty", summary = "x, if it were not for the bug")
public final class Faulty implements Layer<NoConfig> {
    @Override
    public Value forward(NoConfig config, Scope scope, Value x) {
        throw new IllegalStateException("no such luck");
    }
}
