package org.recurve.pooling;

import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Pooling: each window of each channel is reduced to one number, so that small shifts of the input change little
 * (Goodfellow, Bengio, Courville, <i>Deep Learning</i>, 9.3).
 *
 * <p>From [channels, extents…] to [channels, windows along each axis…]. Windows may overlap ({@code stride < size}).
 * Places beyond the edges are absent, not zero.
 */
@Plugin(id = "pool", version = 2, summary = "each window of a channel is reduced to one number")
public final class PoolingLayer implements Layer<PoolingLayer.Config> {
    /** The settings. */
    public record Config(
            @Doc("what a window is reduced to") @Default("max")
            Spec<Pooling<?>> by,

            @Doc("the window's size: one number, or one for each axis") @Main
            Extents size,

            @Doc("input elements from one window to the next; the size, unless given")
            Optional<Extents> stride,

            @Doc("how far windows reach beyond the edges: valid, same, full, or numbers") @Default("valid")
            Padding padding) {}

    private static final Extents ADJACENT = new Extents(List.of(1));

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (x.shape().rank() < 2) {
            throw new InvalidSetting("pool needs an input of shape [channels, extents…], but was given " + x.shape());
        }
        Extents stride = config.stride().orElse(config.size());
        Windowing windowing = new Windowing(config.size(), stride, config.padding(), ADJACENT);
        return x.windows(windowing, window -> scope.reduce("by", config.by(), window));
    }
}
