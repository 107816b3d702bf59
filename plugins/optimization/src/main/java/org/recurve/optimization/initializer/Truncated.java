package org.recurve.optimization.initializer;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Gaussian without its tails: {@code N(mean, deviation²)}, redrawn until it lies within {@code cut} deviations of the
 * mean. The deviation is that before cutting; at the usual cut of 2 what remains has 0.8796 of it.
 */
@Plugin(id = "truncated", version = 1, summary = "N(mean, deviation^2), redrawn beyond cut deviations")
public final class Truncated implements Initializer<Truncated.Config> {
    /** The settings. */
    public record Config(
            @Doc("the standard deviation before cutting") @Main @Above(0)
            double deviation,

            @Doc("the mean") @Default("0") double mean,

            @Doc("how many standard deviations a value may be from the mean") @Default("2") @Min(0.1)
            double cut) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        float[] values = new float[weights.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (config.mean() + config.deviation() * within(config.cut(), random.in(i)));
        }
        return values;
    }

    private static double within(double cut, Stream random) {
        long attempt = 0;
        double drawn = random.normal(attempt);
        while (Math.abs(drawn) > cut) {
            attempt++;
            drawn = random.normal(attempt);
        }
        return drawn;
    }
}
