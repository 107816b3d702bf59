package org.recurve.pooling;

import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Max pooling: the largest element that exists. The gradient goes to it alone, to the first of several equal ones (Zhou
 * and Chellappa 1988).
 */
@Plugin(id = "max", version = 1, summary = "the largest element of the window")
public final class MaxPooling implements Pooling<NoConfig> {
    @Override
    public Value reduce(NoConfig config, Scope scope, Window window) {
        return window.max();
    }
}
