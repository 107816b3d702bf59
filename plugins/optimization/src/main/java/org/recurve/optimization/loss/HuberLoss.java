package org.recurve.optimization.loss;

import java.util.Optional;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * The mean over elements of {@code ½ e²} where {@code |e| ≤ δ} and {@code δ (|e| − ½ δ)} beyond, {@code e = output −
 * target}: outliers pull no harder than δ (Huber, <i>Robust Estimation of a Location Parameter</i>, 1964).
 * Of a sequence the elements of its true steps count.
 */
@Plugin(id = "huber", version = 2, summary = "the mean of e^2 / 2 up to |e| = delta, straight beyond")
public final class HuberLoss implements Loss<HuberLoss.Config> {
    /** The settings. */
    public record Config(
            @Doc("where the loss becomes straight, δ") @Main @Default("1") @Above(0)
            double delta,

            @Doc(MeanOver.DOC) Optional<MeanOver> over) {
        /** Returns a mean over sequences. */
        public Config(double delta) {
            this(delta, Optional.empty());
        }
    }

    @Override
    public boolean weighsTargets(Config config) {
        return MeanOver.isTokens(config.over());
    }

    @Override
    public Value loss(Config config, Scope scope, Value output, Value target) {
        ElementTargets.check("huber", output, target);
        double delta = config.delta();
        Value error = output.flatten().minus(target.flatten());
        Value size = error.abs();
        Value straight = size.minus(delta / 2).times(delta);
        Value each = size.greaterThan(delta).choose(straight, error.square().times(0.5));
        return ElementTargets.mean(scope, config.over(), output, each);
    }
}
