package org.recurve.feedforward;

import java.util.OptionalDouble;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** The logistic function, {@code y = 1 / (1 + e⁻ˣ)}, on (0, 1). */
@Plugin(id = "sigmoid", version = 1, summary = "y = 1 / (1 + e^-x)")
public final class Sigmoid implements Activation<NoConfig> {
    @Override
    public Value apply(NoConfig config, Value x) {
        return x.sigmoid();
    }

    @Override
    public OptionalDouble slope(NoConfig config) {
        return OptionalDouble.of(0.25);
    }
}
