package org.recurve.example;

import java.util.OptionalDouble;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * A smooth rectifier, {@code log(1 + eˣ)}, computed as {@code max(0, x) + log(1 + e^−|x|)}, which never overflows, and with
 * {@code log1p}, which keeps the digits of what is small. The sign of {@code x} is chosen by a comparison, through which no
 * gradient flows: {@code relu} and {@code abs} have the derivative 0 at 0, where that of this function is ½.
 */
@Plugin(id = "example-softplus", version = 2, summary = "log(1 + e^x)")
public final class SoftplusExample implements Activation<NoConfig> {
    @Override
    public Value apply(NoConfig config, Value x) {
        Value positive = x.greaterThan(0);
        Value below = positive.choose(x.negate(), x).exp().log1p();
        return positive.choose(x.plus(below), below);
    }

    @Override
    public OptionalDouble slope(NoConfig config) {
        return OptionalDouble.of(1);
    }
}
