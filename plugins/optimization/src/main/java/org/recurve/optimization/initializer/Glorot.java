package org.recurve.optimization.initializer;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Mean 0 and variance {@code 2 / (in + out)}, so that neither activations nor gradients grow from layer to layer: by
 * default {@code U(±√(6 / (in + out)))} (Glorot and Bengio, <i>Understanding the Difficulty of Training Deep
 * Feedforward Neural Networks</i>, 2010, equation 16).
 */
@Plugin(id = "glorot", version = 1, summary = "mean 0, variance 2 / (fan-in + fan-out)")
public final class Glorot implements Initializer<Glorot.Config> {
    /** The settings. */
    public record Config(
            @Doc("uniform or normal") @Main @Default("uniform")
            ScaledDistribution distribution) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        double variance = 2.0 / (weights.fanIn() + weights.fanOut());
        return config.distribution().draw(variance, weights.shape().size(), random);
    }
}
