package org.recurve.example;

import org.recurve.api.model.Loss;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * The mean of {@code ½ e²} where {@code |e| ≤ δ} and {@code δ (|e| − ½ δ)} beyond: outliers pull no harder than δ
 * (Huber 1964).
 */
@Plugin(id = "example-huber", version = 1, summary = "e^2 / 2 up to |e| = delta, straight beyond")
public final class HuberExample implements Loss<HuberExample.Config> {
    /** The settings. */
    public record Config(
            @Doc("where the loss becomes straight, δ") @Main @Default("1") @Above(0)
            double delta) {}

    @Override
    public Value loss(Config config, Scope scope, Value output, Value target) {
        double delta = config.delta();
        Value error = output.flatten().minus(target.flatten());
        Value size = error.abs();
        Value straight = size.minus(delta / 2).times(delta);
        return size.greaterThan(delta)
                .choose(straight, error.square().times(0.5))
                .mean();
    }
}
