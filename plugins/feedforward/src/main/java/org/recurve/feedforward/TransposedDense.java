package org.recurve.feedforward;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * A fully connected layer by the transposed matrix, {@code yᵢ = cᵢ + Σᵤ w[u][i] · xᵤ}: with {@code tie} to a dense layer,
 * the decoder of an autoencoder with tied weights, which gives back what that layer has read (Vincent, Larochelle,
 * Bengio, Manzagol, <i>Extracting and Composing Robust Features with Denoising Autoencoders</i>, 2008).
 *
 * <p>Parameters: {@code w} [size of x, units], which is a dense layer's {@code w} [units, size of its x], and {@code c}
 * [units], which begins with zeros. Output [units].
 */
@Plugin(id = "transposed-dense", version = 1, summary = "y = c + W' x: tied to a dense layer, its decoder")
public final class TransposedDense implements Layer<TransposedDense.Config> {
    /** The settings. */
    public record Config(
            @Doc("size of the output; that of the dense layer's input where it is tied to one") @Main @Min(1)
            int units,

            @Doc("how W begins, if it is not another part's") @Default("glorot")
            Spec<Initializer<?>> initializer) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        int inputs = x.shape().size();
        int units = config.units();
        Value w = scope.weight("w", config.initializer(), new Weights(Shape.of(inputs, units), units, inputs));
        return x.flatten().linear(w.transpose(1, 0), scope.bias("c", units));
    }
}
