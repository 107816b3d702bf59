package org.recurve.optimization.initializer;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Every element 0. */
@Plugin(id = "zeros", version = 1, summary = "every element 0")
public final class Zeros implements Initializer<NoConfig> {
    @Override
    public float[] draw(NoConfig config, Weights weights, Stream random) {
        return new float[weights.shape().size()];
    }
}
