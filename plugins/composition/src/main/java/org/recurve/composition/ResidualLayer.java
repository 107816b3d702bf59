package org.recurve.composition;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * A residual block, {@code y = x + f(x)}, in which layers learn what to add to their input (He, Zhang, Ren, Sun, <i>Deep
 * Residual Learning for Image Recognition</i>, 2015). The layers keep the shape of their input.
 */
@Plugin(id = "residual", version = 1, summary = "y = x + f(x): layers around which the input goes unchanged")
public final class ResidualLayer implements Layer<ResidualLayer.Config> {
    /** The settings. */
    public record Config(
            @Doc("f: the layers, in order") @Main Layers layers) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Value change = scope.apply(config.layers(), x);
        if (!change.shape().equals(x.shape())) {
            throw new InvalidSetting("residual adds what its layers give to its input, so they keep its shape, but they"
                    + " turn " + x.shape() + " into " + change.shape() + "; use padding: same and as many filters");
        }
        return x.plus(change);
    }
}
