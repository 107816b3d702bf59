package org.recurve.feedforward;

import java.util.OptionalDouble;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The hard sigmoid, {@code y = min(1, max(0, 0.2 x + 0.5))}, piecewise linear
 * (Courbariaux, Bengio, David, <i>BinaryConnect</i>, 2015, with the slope that Theano gave it).
 */
@Plugin(id = "hard-sigmoid", version = 1, summary = "y = min(1, max(0, 0.2 x + 0.5))")
public final class HardSigmoid implements Activation<NoConfig> {
    @Override
    public Value apply(NoConfig config, Value x) {
        Value line = x.times(0.2).plus(0.5).relu();
        Value above = line.greaterThan(1);
        return above.choose(above, line);
    }

    @Override
    public OptionalDouble slope(NoConfig config) {
        return OptionalDouble.of(0.2);
    }
}
