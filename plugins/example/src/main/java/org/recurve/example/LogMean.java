package org.recurve.example;

import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * A soft maximum, {@code m + 1/r · log(1/n Σ e^(r (xᵢ − m)))} with {@code m = max x}: the mean for small {@code r}, the
 * maximum for large (Pinheiro and Collobert 2015).
 */
@Plugin(id = "example-log-mean", version = 1, summary = "log(mean(e^(sharpness x))) / sharpness")
public final class LogMean implements Pooling<LogMean.Config> {
    /** The settings. */
    public record Config(
            @Doc("how close to the maximum, r") @Main @Default("1") @Above(0)
            double sharpness) {}

    @Override
    public Value reduce(Config config, Scope scope, Window window) {
        // Any shift gives the same result; the maximum keeps the exponentials from overflowing.
        Value shift = window.max().stopGradient();
        Value sum = window.sum(x -> x.minus(shift).times(config.sharpness()).exp());
        return sum.dividedBy(window.count()).log().dividedBy(config.sharpness()).plus(shift);
    }
}
