package org.recurve.feedforward;

import java.util.OptionalDouble;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * The leaky rectifier, {@code y = x} where {@code x > 0}, else {@code a x}, whose units cannot die; the derivative at 0 is
 * {@code a} (Maas, Hannun, Ng, <i>Rectifier Nonlinearities Improve Neural Network Acoustic Models</i>, 2013).
 */
@Plugin(id = "leaky-relu", version = 1, summary = "y = x where x > 0, else a x")
public final class LeakyRelu implements Activation<LeakyRelu.Config> {
    /** The settings. */
    public record Config(
            @Doc("a, the slope below 0") @Main @Default("0.01")
            double slope) {}

    @Override
    public Value apply(Config config, Value x) {
        return x.greaterThan(0).choose(x, x.times(config.slope()));
    }

    @Override
    public OptionalDouble slope(Config config) {
        return OptionalDouble.of(Math.max(1, Math.abs(config.slope())));
    }
}
