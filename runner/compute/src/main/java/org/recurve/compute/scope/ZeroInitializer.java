package org.recurve.compute.scope;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Describes what {@code Scope.bias} begins with. */
@Plugin(id = "bias-default", summary = "0")
final class ZeroInitializer implements Initializer<NoConfig> {
    @Override
    public float[] draw(NoConfig config, Weights weights, Stream random) {
        return new float[weights.shape().size()];
    }
}
