package org.recurve.regularization;

import java.util.Optional;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Below;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Batch normalisation, {@code y = γ (x − μ) / √(σ² + ε) + β} for each channel (Ioffe and Szegedy, <i>Batch
 * Normalization</i>, 2015).
 *
 * <p>From [channels, extents…] (or [units]) to the same shape. In training {@code μ} and {@code σ²} are the mean and the
 * variance over the batch's examples and all positions that they truly have, and the buffers {@code mean} and
 * {@code variance} follow them: {@code r ← keep · r + (1 − keep) · batch}, the variance being that of the examples seen,
 * {@code Σ(x − μ)² / n}, or under {@code unbiased: true} {@code Σ(x − μ)² / (n − 1)}. Evaluation normalises with the buffers.
 * Parameters, both [channels]: {@code gain}, which is {@code γ − 1} and begins with zeros ({@code γ} itself, beginning with
 * ones, under {@code gain-decays-to: 0}), and {@code b}, which is {@code β} and begins with zeros.
 *
 * <p>In training an example's output depends on the others of its batch: this is the one layer in which they meet.
 */
@Plugin(id = "batch-normalization", version = 2, summary = "gain (x − mean) / √(variance + ε) + bias, over the batch")
public final class BatchNormalization implements Layer<BatchNormalization.Config> {
    /** The settings. */
    public record Config(
            @Doc("how much of the running mean and variance a step keeps") @Main @Default("0.9") @Min(0) @Below(1)
            double keep,

            @Doc("ε, added to the variance") @Default("1e-5") @Above(0)
            double epsilon,

            @Doc(
                    "whether the running variance follows the unbiased one of a batch, Σ(x − μ)² / (n − 1), as in PyTorch; no if"
                            + " left out")
            Optional<Boolean> unbiased,

            @Doc(NormalizationGain.DOC) @Min(0) @Max(1) Optional<Integer> gainDecaysTo) {
        /** With the usual conventions. */
        public Config(double keep, double epsilon) {
            this(keep, epsilon, Optional.empty(), Optional.empty());
        }
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (x.shape().rank() < 1) {
            throw new InvalidSetting("batch-normalization needs an input of shape [channels, extents…] or [units], but"
                    + " was given a scalar");
        }
        ChannelValues values = ChannelValues.first(x.shape());
        int count = x.shape().dim(0);
        Value mean = scope.buffer("mean", 0, count);
        Value variance = scope.buffer("variance", 1, count);
        if (scope.training()) {
            Value batchMean = values.batchMean(scope, x);
            Value batchVariance =
                    values.batchMean(scope, x.minus(values.spread(batchMean)).square());
            scope.update("mean", running(config, mean, batchMean));
            scope.update(
                    "variance",
                    running(config, variance, seen(config, scope, values.elements(scope, x), batchVariance)));
            mean = batchMean;
            variance = batchVariance;
        }
        Value scale = variance.plus(config.epsilon()).sqrt();
        return x.minus(values.spread(mean))
                .dividedBy(values.spread(scale))
                .times(values.spread(NormalizationGain.of(scope, config.gainDecaysTo(), count)))
                .plus(values.spread(scope.bias("b", count)));
    }

    /** Returns the variance that the running one follows; of a single number it is 0 under both conventions. */
    private static Value seen(Config config, Scope scope, Value elements, Value batchVariance) {
        if (!config.unbiased().orElse(false)) {
            return batchVariance;
        }
        Value n = elements.batchSum();
        return batchVariance.times(n.dividedBy(n.minus(1).max(scope.constant(1))));
    }

    private static Value running(Config config, Value before, Value batch) {
        return before.times(config.keep()).plus(batch.times(1 - config.keep()));
    }
}
