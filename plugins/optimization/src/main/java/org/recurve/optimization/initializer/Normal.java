package org.recurve.optimization.initializer;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Gaussian, {@code N(mean, deviation²)}. */
@Plugin(id = "normal", version = 1, summary = "N(mean, deviation^2)")
public final class Normal implements Initializer<Normal.Config> {
    /** The settings. */
    public record Config(
            @Doc("the standard deviation") @Main @Above(0) double deviation,
            @Doc("the mean") @Default("0") double mean) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        return DistributionDraws.normal(
                config.mean(), config.deviation(), weights.shape().size(), random);
    }
}
