package org.recurve.regularization;

import java.util.Optional;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Group normalisation, {@code y = γ (x − μ) / √(σ² + ε) + β}, with the mean and the variance {@code Σ(x − μ)² / n} over the
 * channels of a group and all positions of one example (Wu and He, <i>Group Normalization</i>, 2018): no example sees
 * another, and training and evaluation are the same. As many groups as channels make it instance normalisation (Ulyanov,
 * Vedaldi, Lempitsky, 2016), one group makes it a layer normalisation with a gain for each channel.
 *
 * <p>From [channels, extents…] (or [units]) to the same shape. Parameters, both [channels]: {@code gain}, which is
 * {@code γ − 1} and begins with zeros ({@code γ} itself, beginning with ones, under {@code gain-decays-to: 0}), and
 * {@code b}, which is {@code β} and begins with zeros.
 */
@Plugin(
        id = "group-normalization",
        version = 1,
        summary = "gain (x − mean) / √(variance + ε) + bias, over groups of channels")
public final class GroupNormalization implements Layer<GroupNormalization.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many groups the channels are cut into; it divides their number") @Main @Min(1)
            int groups,

            @Doc("ε, added to the variance") @Default("1e-5") @Above(0)
            double epsilon,

            @Doc(NormalizationGain.DOC) @Min(0) @Max(1) Optional<Integer> gainDecaysTo) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Shape shape = x.shape();
        if (shape.rank() < 1 || shape.dim(0) % config.groups() != 0) {
            throw new InvalidSetting("group-normalization cuts the channels into " + config.groups()
                    + " groups, which does not divide the first extent of an input of shape " + shape
                    + "; change groups, or the filters before it");
        }
        int channels = shape.dim(0);
        ChannelValues aligned = ChannelValues.first(shape);
        Value groups = x.reshape(config.groups(), shape.size() / config.groups());
        Value centred = groups.minus(groups.mean(1).reshape(config.groups(), 1));
        Value scale = centred.square().mean(1).plus(config.epsilon()).sqrt().reshape(config.groups(), 1);
        return centred.dividedBy(scale)
                .reshape(shape.toArray())
                .times(aligned.spread(NormalizationGain.of(scope, config.gainDecaysTo(), channels)))
                .plus(aligned.spread(scope.bias("b", channels)));
    }
}
