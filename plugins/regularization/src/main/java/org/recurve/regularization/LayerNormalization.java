package org.recurve.regularization;

import java.util.Optional;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Max;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Layer normalisation, {@code y = γ (x − μ) / √(σ² + ε) + β} with the mean and the variance over all elements of the
 * example (Ba, Kiros, Hinton, <i>Layer Normalization</i>, 2016): no example sees another, and training and evaluation are
 * the same.
 *
 * <p>Any shape. Parameters, both of the input's shape: {@code gain}, which is {@code γ − 1} and begins with zeros ({@code γ}
 * itself, beginning with ones, under {@code gain-decays-to: 0}), and {@code b}, which is {@code β} and begins with zeros.
 */
@Plugin(id = "layer-normalization", version = 1, summary = "gain (x − mean) / √(variance + ε) + bias, over an example")
public final class LayerNormalization implements Layer<LayerNormalization.Config> {
    /** The settings. */
    public record Config(
            @Doc("ε, added to the variance") @Default("1e-5") @Above(0)
            double epsilon,

            @Doc(NormalizationGain.DOC) @Min(0) @Max(1) Optional<Integer> gainDecaysTo) {
        /** With the usual convention. */
        public Config(double epsilon) {
            this(epsilon, Optional.empty());
        }
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        int[] dims = x.shape().toArray();
        Value centred = x.minus(x.mean());
        Value scale = centred.square().mean().plus(config.epsilon()).sqrt();
        return centred.dividedBy(scale)
                .times(NormalizationGain.of(scope, config.gainDecaysTo(), dims))
                .plus(scope.bias("b", dims));
    }
}
