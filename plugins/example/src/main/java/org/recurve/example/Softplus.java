package org.recurve.example;

import java.util.OptionalDouble;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** A smooth rectifier, {@code log(1 + eˣ)}, computed as {@code max(0, x) + log(1 + e^−|x|)}, which never overflows. */
@Plugin(id = "example-softplus", version = 1, summary = "log(1 + e^x)")
public final class Softplus implements Activation<NoConfig> {
    @Override
    public Value apply(NoConfig config, Value x) {
        return x.relu().plus(x.abs().negate().exp().plus(1).log());
    }

    @Override
    public OptionalDouble slope(NoConfig config) {
        return OptionalDouble.of(1);
    }
}
