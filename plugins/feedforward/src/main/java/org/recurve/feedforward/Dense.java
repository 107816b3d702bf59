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
 * A fully connected layer, {@code yᵤ = bᵤ + Σᵢ w[u][i] · xᵢ}, on the elements of an input of any shape in row-major
 * order (Goodfellow, Bengio, Courville, <i>Deep Learning</i>, 6.1).
 *
 * <p>Parameters: {@code w} [units, size of x] and {@code b} [units], which begins with zeros. Output [units].
 */
@Plugin(id = "dense", version = 1, summary = "y = b + W x: every unit sees the whole input")
public final class Dense implements Layer<Dense.Config> {
    /** The settings. */
    public record Config(
            @Doc("size of the output") @Main @Min(1) int units,

            @Doc("whether each unit adds a bias") @Default("true")
            boolean bias,

            @Doc("how W begins") @Default("glorot") Spec<Initializer<?>> initializer) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        int inputs = x.shape().size();
        int units = config.units();
        Value w = scope.weight("w", config.initializer(), new Weights(Shape.of(units, inputs), inputs, units));
        return config.bias()
                ? x.flatten().linear(w, scope.bias("b", units))
                : x.flatten().linear(w);
    }
}
