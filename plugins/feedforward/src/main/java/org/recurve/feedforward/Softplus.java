package org.recurve.feedforward;

import java.util.OptionalDouble;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Softplus, {@code y = ln(1 + eˣ)}, a smooth rectifier (Dugas, Bengio, Bélisle, Nadeau, Garcia, <i>Incorporating
 * Second-Order Functional Knowledge for Better Option Pricing</i>, 2001). Computed as {@code m + ln(1 + (e⁻ᵐ − 1) + eˣ⁻ᵐ)}
 * with {@code m = max(0, x)}, which overflows nowhere and keeps its digits on the left: {@code eˣ} down to −103, with its
 * derivative.
 */
@Plugin(id = "softplus", version = 2, summary = "y = ln(1 + e^x)")
public final class Softplus implements Activation<NoConfig> {
    @Override
    public Value apply(NoConfig config, Value x) {
        Value m = x.relu().stopGradient();
        return m.negate().expm1().plus(x.minus(m).exp()).log1p().plus(m);
    }

    @Override
    public OptionalDouble slope(NoConfig config) {
        return OptionalDouble.of(1);
    }
}
