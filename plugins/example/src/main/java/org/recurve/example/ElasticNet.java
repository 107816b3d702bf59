package org.recurve.example;

import org.recurve.api.model.Regularizer;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * The elastic net, {@code λ Σ (α |w| + (1 − α) w²)}: between L2 and L1 (Zou and Hastie, <i>Regularization and Variable
 * Selection via the Elastic Net</i>, 2005). The term is recorded like any other value; its gradient follows.
 */
@Plugin(id = "example-elastic-net", version = 1, summary = "strength Σ (mix |w| + (1 − mix) w²)")
public final class ElasticNet implements Regularizer<ElasticNet.Config> {
    /** The settings. */
    public record Config(
            @Doc("λ, weight of the penalty in the loss") @Main @Min(0)
            double strength,

            @Doc("α, the share of the absolute values: 0 is L2, 1 is L1") @Default("0.5") @Min(0) @Max(1)
            double mix) {}

    @Override
    public Value penalty(Config config, Value parameter) {
        Value absolute = parameter.abs().sum().times(config.mix());
        Value squared = parameter.square().sum().times(1 - config.mix());
        return absolute.plus(squared).times(config.strength());
    }
}
