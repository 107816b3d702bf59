package org.recurve.feedforward;

import java.util.OptionalDouble;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** The hyperbolic tangent, {@code y = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)}, on (−1, 1). */
@Plugin(id = "tanh", version = 1, summary = "y = tanh x")
public final class Tanh implements Activation<NoConfig> {
    @Override
    public Value apply(NoConfig config, Value x) {
        return x.tanh();
    }

    @Override
    public OptionalDouble slope(NoConfig config) {
        return OptionalDouble.of(1);
    }
}
