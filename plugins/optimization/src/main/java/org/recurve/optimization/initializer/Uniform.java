package org.recurve.optimization.initializer;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/** Evenly distributed on {@code [centre − reach, centre + reach)}. */
@Plugin(id = "uniform", version = 1, summary = "evenly on [centre - reach, centre + reach)")
public final class Uniform implements Initializer<Uniform.Config> {
    /** The settings. */
    public record Config(
            @Doc("how far values may be from the centre") @Main @Above(0)
            double reach,

            @Doc("the mean") @Default("0") double centre) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        return DistributionDraws.uniform(
                config.centre(), config.reach(), weights.shape().size(), random);
    }
}
