package org.recurve.feedforward;

import java.util.OptionalDouble;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Softplus, {@code y = ln(1 + eˣ)}, a smooth rectifier (Dugas, Bengio, Bélisle, Nadeau, Garcia, <i>Incorporating
 * Second-Order Functional Knowledge for Better Option Pricing</i>, 2001). Computed as {@code m + ln(e⁻ᵐ + eˣ⁻ᵐ)} with
 * {@code m = max(0, x)}, which overflows nowhere.
 */
@Plugin(id = "softplus", version = 1, summary = "y = ln(1 + e^x)")
public final class Softplus implements Activation<NoConfig> {
    @Override
    public Value apply(NoConfig config, Value x) {
        Value m = x.relu().stopGradient();
        return m.negate().exp().plus(x.minus(m).exp()).log().plus(m);
    }

    @Override
    public OptionalDouble slope(NoConfig config) {
        return OptionalDouble.of(1);
    }
}
