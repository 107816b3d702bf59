package org.recurve.pooling;

import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Plugin;

/** Average pooling: the sum of the elements that exist, divided by their number, or by the window's size. */
@Plugin(id = "average", version = 1, summary = "the mean of the window's elements")
public final class AveragePooling implements Pooling<AveragePooling.Config> {
    /** The settings. */
    public record Config(
            @Doc("whether places beyond an edge count as zeros: the divisor is then always the window's size")
            @Default("false")
            boolean countPadding) {}

    @Override
    public Value reduce(Config config, Scope scope, Window window) {
        return config.countPadding()
                ? window.sum().dividedBy(window.present().shape().size())
                : window.sum().dividedBy(window.count());
    }
}
