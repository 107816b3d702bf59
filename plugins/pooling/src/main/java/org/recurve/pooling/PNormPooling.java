package org.recurve.pooling;

import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Pooling by a norm, {@code y = (1/n Σ |h|ᵖ)^(1/p)} over the {@code n} elements that exist: the mean magnitude at
 * {@code p = 1}, L2 pooling at 2, and nearer to the largest magnitude the larger {@code p} is (Gulcehre, Cho, Pascanu,
 * Bengio, <i>Learned-Norm Pooling</i>, 2014).
 *
 * <p>{@code |h|ᵖ = e^(p ln |h|)}, a float, so magnitudes have to stay between about {@code 10^(−38/p)} and
 * {@code 10^(38/p)}. Where an element is 0 its derivative is taken as 0.
 */
@Plugin(id = "p-norm", version = 1, summary = "(1/n Σ |h|^p)^(1/p) of the window's elements")
public final class PNormPooling implements Pooling<PNormPooling.Config> {
    /** The settings. */
    public record Config(
            @Doc("the exponent, a number from 1 on") @Main @Min(1)
            double p) {
        public Config {
            if (!Double.isFinite(p)) {
                throw new InvalidSetting("p is a finite number, not " + p + "; the limit of large p is max");
            }
        }
    }

    @Override
    public Value reduce(Config config, Scope scope, Window window) {
        Value mean = window.sum(h -> power(h.abs(), config.p())).dividedBy(window.count());
        return power(mean, 1 / config.p());
    }

    private static Value power(Value x, double exponent) {
        return SafeRoots.ofPositive(
                x, positive -> positive.log().times(exponent).exp());
    }
}
