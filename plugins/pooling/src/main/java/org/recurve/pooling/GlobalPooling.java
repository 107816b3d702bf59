package org.recurve.pooling;

import org.recurve.api.model.Extents;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Global pooling: all positions of a channel are reduced to one number, so that inputs of any extent give outputs of one
 * size (Lin, Chen, Yan, <i>Network In Network</i>, 2013; over a sentence: Collobert et al., 2011).
 *
 * <p>From [channels, extents…] to [channels]. Positions past an example's true length are absent.
 */
@Plugin(id = "global-pool", version = 2, summary = "all positions of a channel are reduced to one number")
public final class GlobalPooling implements Layer<GlobalPooling.Config> {
    /** The settings. */
    public record Config(
            @Doc("what the positions are reduced to") @Main @Default("average")
            Spec<Pooling<?>> by,

            @Doc("whether positions past an example's true length are left out, if the data set has lengths")
            @Default("true")
            boolean trueLength) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Shape shape = x.shape();
        if (shape.rank() < 2) {
            throw new InvalidSetting(
                    "global-pool needs an input of shape [channels, extents…], but was given " + shape);
        }
        Extents all = new Extents(shape.slice(1, shape.rank()).dims());
        Value positions = config.trueLength() ? x : scope.withPadding(x);
        return positions
                .windows(Windowing.of(all), window -> scope.reduce("by", config.by(), window))
                .reshape(shape.dim(0));
    }
}
