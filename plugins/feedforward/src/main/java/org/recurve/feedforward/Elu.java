package org.recurve.feedforward;

import java.util.OptionalDouble;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * The exponential linear unit, {@code y = x} where {@code x > 0}, else {@code α (eˣ − 1)}; the derivative at 0 is
 * {@code α} (Clevert, Unterthiner, Hochreiter, <i>Fast and Accurate Deep Network Learning by Exponential Linear Units</i>,
 * 2015). Near 0 it keeps its digits.
 */
@Plugin(id = "elu", version = 2, summary = "y = x where x > 0, else α (e^x − 1)")
public final class Elu implements Activation<Elu.Config> {
    /** The settings. */
    public record Config(
            @Doc("α: the unit saturates at −α") @Main @Default("1") @Min(0)
            double alpha) {}

    @Override
    public Value apply(Config config, Value x) {
        Value positive = x.greaterThan(0);
        // Where the exponential is not wanted it is taken of 0: of a large x it would be infinite, and so its
        // derivative.
        Value belowZero = positive.choose(positive.minus(1), x);
        return positive.choose(x, belowZero.expm1().times(config.alpha()));
    }

    @Override
    public OptionalDouble slope(Config config) {
        return OptionalDouble.of(Math.max(1, config.alpha()));
    }
}
