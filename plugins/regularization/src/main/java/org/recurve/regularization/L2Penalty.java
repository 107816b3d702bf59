package org.recurve.regularization;

import org.recurve.api.model.Regularizer;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * The L2 penalty, {@code λ Σ w²}, also weight decay: its gradient is {@code 2 λ w}
 * (Goodfellow, Bengio, Courville, <i>Deep Learning</i>, 7.1.1, where {@code α = 2 λ}).
 */
@Plugin(id = "l2", version = 1, summary = "strength Σ w²")
public final class L2Penalty implements Regularizer<L2Penalty.Config> {
    /** The settings. */
    public record Config(
            @Doc("λ, weight of the penalty in the loss") @Main @Min(0)
            double strength) {}

    @Override
    public Value penalty(Config config, Value parameter) {
        return parameter.square().sum().times(config.strength());
    }
}
