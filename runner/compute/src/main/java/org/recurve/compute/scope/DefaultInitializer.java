package org.recurve.compute.scope;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Describes what {@code Scope.linear} draws its weights from: {@code U(±√(6 / (in + out)))} (Glorot and Bengio, 2010). */
@Plugin(id = "linear-default", summary = "U(±√(6 / (in + out)))")
final class DefaultInitializer implements Initializer<NoConfig> {
    @Override
    public float[] draw(NoConfig config, Weights weights, Stream random) {
        double limit = Math.sqrt(6.0 / (weights.fanIn() + weights.fanOut()));
        float[] drawn = new float[weights.shape().size()];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = (float) ((2 * random.uniform(i) - 1) * limit);
        }
        return drawn;
    }
}
