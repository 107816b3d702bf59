package org.recurve.convolution;

import org.recurve.api.model.Position;
import org.recurve.api.model.Sharing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** One kernel, left and right exchanged in every other row. */
@Plugin(id = "mirrored-taps", summary = "one kernel, mirrored in odd rows")
public final class MirroredTaps implements Sharing<NoConfig> {
    @Override
    public int bank(NoConfig config, Position at) {
        return 0;
    }

    @Override
    public int tap(NoConfig config, Position at, int tap) {
        int width = at.window().getLast();
        boolean odd = at.index().getFirst() % 2 == 1;
        return odd ? tap - tap % width + (width - 1 - tap % width) : tap;
    }
}
