package org.recurve.feedforward;

import java.util.OptionalDouble;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The rectifier, {@code y = max(0, x)}; the derivative at 0 is 0 (Glorot, Bordes, Bengio, <i>Deep Sparse Rectifier
 * Neural Networks</i>, 2011). NaN stays NaN.
 */
@Plugin(id = "relu", version = 1, summary = "y = max(0, x)")
public final class Relu implements Activation<NoConfig> {
    @Override
    public Value apply(NoConfig config, Value x) {
        return x.relu();
    }

    @Override
    public OptionalDouble slope(NoConfig config) {
        return OptionalDouble.of(1);
    }
}
