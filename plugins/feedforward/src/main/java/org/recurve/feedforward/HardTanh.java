package org.recurve.feedforward;

import java.util.OptionalDouble;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The hard hyperbolic tangent, {@code y = min(1, max(−1, x))}; the derivative at its corners is 1 (Collobert,
 * <i>Large Scale Machine Learning</i>, 2004).
 */
@Plugin(id = "hard-tanh", version = 1, summary = "y = min(1, max(-1, x))")
public final class HardTanh implements Activation<NoConfig> {
    @Override
    public Value apply(NoConfig config, Value x) {
        Value above = x.greaterThan(1);
        Value below = x.negate().greaterThan(1);
        return above.choose(above, below.choose(below.negate(), x));
    }

    @Override
    public OptionalDouble slope(NoConfig config) {
        return OptionalDouble.of(1);
    }
}
