package org.recurve.composition;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * A block: layers one after another under one name, {@code y = fₙ(… f₁(x))}. It is the "complex layer" of Goodfellow,
 * Bengio, Courville, <i>Deep Learning</i>, 9.3 (convolution, detector and pooling as one unit), as its parts are the
 * "simple layers".
 *
 * <p>Blocks may hold blocks. A list of layers that stands where a layer may is a block, and {@code times: n} beside it
 * is that many blocks in a row, each with parameters of its own. A block without layers gives its input.
 */
@Plugin(id = "block", version = 1, summary = "layers one after another under one name")
public final class LayerBlock implements Layer<LayerBlock.Config> {
    /** The settings. */
    public record Config(@Doc("the layers, in order") @Main Layers layers) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        return scope.apply(config.layers(), x);
    }
}
