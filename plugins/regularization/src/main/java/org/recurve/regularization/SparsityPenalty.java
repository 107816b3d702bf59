package org.recurve.regularization;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Gives its input, and while training adds to the loss what it costs that many units are active.
 *
 * <ul>
 *   <li>{@code l1}: {@code weight · Σⱼ |hⱼ|} of each example.
 *   <li>{@code kl}: {@code weight · Σⱼ ρ log(ρ / ρ̂ⱼ) + (1 − ρ) log((1 − ρ) / (1 − ρ̂ⱼ))} with ρ̂ⱼ the mean of unit j over
 *       the examples of the batch, in nats: for sigmoid units, whose mean is drawn to ρ (Ng, <i>Sparse autoencoder</i>,
 *       CS294A lecture notes, 2011). Means of 0 and 1 cost as much as those at 10⁻⁶ from there.
 * </ul>
 *
 * <p>Of a sequence only the true steps count: {@code l1} sums over them, {@code kl} takes the mean of a unit over them too.
 */
@Plugin(id = "sparse", version = 2, summary = "adds to the loss what active units cost")
public final class SparsityPenalty implements Layer<SparsityPenalty.Config> {
    private static final double LEAST = 1e-6;

    /** Describes how the cost is counted. */
    public enum Cost {
        L1,
        KL
    }

    /** The settings. */
    public record Config(
            @Doc("weight relative to the loss, β") @Main @Min(0)
            double weight,

            @Doc("l1, or kl for sigmoid units") @Default("kl")
            Cost by,

            @Doc("the mean activity that kl draws units to, ρ") @Default("0.1") @Above(0) @Below(1)
            double activity) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (scope.training() && config.weight() > 0) {
            Value cost = switch (config.by()) {
                case L1 -> x.abs().sum();
                case KL -> divergence(config.activity(), scope, mean(scope, x));
            };
            scope.penalty("sparsity", cost.times(config.weight()));
        }
        return x;
    }

    /** Returns the mean of each unit; of a sequence, over the true steps too. */
    private static Value mean(Scope scope, Value x) {
        return scope.trueLength(x)
                .map(length -> x.sum(length.axis())
                        .batchMean()
                        .dividedBy(length.count().batchMean()))
                .orElseGet(x::batchMean);
    }

    private static Value divergence(double rho, Scope scope, Value mean) {
        Value within = mean.max(scope.constant(LEAST)).min(scope.constant(1 - LEAST));
        Value active = within.log().negate().plus(StrictMath.log(rho)).times(rho);
        Value silent =
                within.negate().log1p().negate().plus(StrictMath.log1p(-rho)).times(1 - rho);
        return active.plus(silent).sum();
    }
}
