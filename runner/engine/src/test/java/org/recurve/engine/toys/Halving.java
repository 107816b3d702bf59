package org.recurve.engine.toys;

import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** Leaves half of every gradient. */
@Plugin(id = "halving", summary = "half of the gradient")
public final class Halving implements Clipper<NoConfig> {
    @Override
    public Vector clip(NoConfig config, Vector theta, Vector gradient) {
        return gradient.times(0.5);
    }
}
