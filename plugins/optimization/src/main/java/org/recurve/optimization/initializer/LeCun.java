package org.recurve.optimization.initializer;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Mean 0 and variance {@code 1 / in}, so that a unit's sum has the variance of its inputs: by default {@code N(0, 1 /
 * in)} (LeCun, Bottou, Orr, Müller, <i>Efficient BackProp</i>, 1998, equation 16).
 */
@Plugin(id = "lecun", version = 1, summary = "mean 0, variance 1 / fan-in")
public final class LeCun implements Initializer<LeCun.Config> {
    /** The settings. */
    public record Config(
            @Doc("uniform or normal") @Main @Default("normal")
            ScaledDistribution distribution) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        return config.distribution().draw(1.0 / weights.fanIn(), weights.shape().size(), random);
    }
}
