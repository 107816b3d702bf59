package org.recurve.pooling;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Maxout, pooling across filters: {@code yᵢ = max(x[ik], …, x[ik + k − 1])} of {@code k} channels that follow each
 * other, at each position (Goodfellow, Warde-Farley, Mirza, Courville, Bengio, <i>Maxout Networks</i>, 2013). Filters
 * that are pooled together can each learn another transformation, to which their maximum is then invariant.
 *
 * <p>From [channels, extents…] (or [units]) to [channels / k, extents…]. The gradient goes to the largest alone, to the
 * first of several equal ones.
 */
@Plugin(id = "maxout", version = 1, summary = "the largest of k neighbouring channels at each position")
public final class Maxout implements Layer<Maxout.Config> {
    /** The settings. */
    public record Config(
            @Doc("k, channels that become one; it divides their number") @Main @Min(1)
            int pieces) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Shape shape = x.shape();
        int pieces = config.pieces();
        if (shape.rank() < 1 || shape.dim(0) % pieces != 0) {
            throw new InvalidSetting("maxout takes " + pieces + " channels together, which does not divide the first"
                    + " extent of an input of shape " + shape + "; change pieces, or the filters before it");
        }
        int units = shape.dim(0) / pieces;
        Shape positions = shape.slice(1, shape.rank());
        return x.reshape(units, pieces, positions.size())
                .max(1)
                .reshape(Shape.of(units).with(positions).toArray());
    }
}
