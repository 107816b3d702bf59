package org.recurve.testkit;

import java.util.List;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/** A pooling on windows that overlap, reach beyond the edges and skip elements. */
@Plugin(id = "windowed", summary = "a pooling on overlapping windows")
final class WindowedPooling implements Layer<WindowedPooling.Config> {
    record Config(Spec<Pooling<?>> pooling) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Windowing windowing = new Windowing(
                new Extents(List.of(3, 2)), new Extents(List.of(2)), Padding.of(1), new Extents(List.of(1)));
        return x.windows(windowing, window -> scope.reduce("pooling", config.pooling(), window));
    }
}
