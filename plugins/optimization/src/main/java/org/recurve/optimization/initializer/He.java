package org.recurve.optimization.initializer;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Mean 0 and variance {@code 2 / in}, which makes up for the half that a rectifier cuts off: by default
 * {@code N(0, 2 / in)} (He, Zhang, Ren, Sun, <i>Delving Deep into Rectifiers</i>, 2015, equation 10).
 */
@Plugin(id = "he", version = 1, summary = "mean 0, variance 2 / fan-in")
public final class He implements Initializer<He.Config> {
    /** The settings. */
    public record Config(
            @Doc("uniform or normal") @Main @Default("normal")
            ScaledDistribution distribution) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        double variance = 2.0 / weights.fanIn();
        return config.distribution().draw(variance, weights.shape().size(), random);
    }
}
