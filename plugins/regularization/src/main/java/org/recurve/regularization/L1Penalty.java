package org.recurve.regularization;

import org.recurve.api.model.Regularizer;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * The L1 penalty, {@code λ Σ |w|}, which drives small weights to exactly 0
 * (Tibshirani, <i>Regression Shrinkage and Selection via the Lasso</i>, 1996). Its slope at 0 is taken as 0.
 */
@Plugin(id = "l1", version = 1, summary = "strength Σ |w|")
public final class L1Penalty implements Regularizer<L1Penalty.Config> {
    /** The settings. */
    public record Config(
            @Doc("λ, weight of the penalty in the loss") @Main @Min(0)
            double strength) {}

    @Override
    public Value penalty(Config config, Value parameter) {
        return parameter.abs().sum().times(config.strength());
    }
}
