package org.recurve.example;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * A residual block, {@code y = x + strength · V tanh(b + U x)}: two dense layers around which the input goes unchanged.
 */
@Plugin(id = "example-residual", version = 1, summary = "y = x + strength V tanh(b + U x)")
public final class ResidualExample implements Layer<ResidualExample.Config> {
    /** The settings. */
    public record Config(
            @Doc("units inside the block") @Main @Min(1) int units,

            @Doc("how much of the block is added") @Default("1")
            double strength) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Value hidden = scope.linear("U", x, config.units(), scope.bias("b", config.units()))
                .tanh();
        Value change = scope.linear("V", hidden, x.shape().size());
        return change.times(config.strength()).reshape(x.shape().toArray()).plus(x);
    }
}
