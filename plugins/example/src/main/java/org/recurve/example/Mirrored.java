package org.recurve.example;

import org.recurve.api.model.Position;
import org.recurve.api.model.Sharing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** Uses one kernel, mirrored in the right half of the output: what is learnt about a left edge holds for a right one. */
@Plugin(
        id = "example-mirrored",
        version = 1,
        summary = "one kernel, mirrored along the last axis in the output's right half")
public final class Mirrored implements Sharing<NoConfig> {
    @Override
    public int bank(NoConfig config, Position at) {
        return 0;
    }

    @Override
    public int tap(NoConfig config, Position at, int tap) {
        int width = at.window().getLast();
        boolean left = 2 * at.index().getLast() < at.extents().getLast();
        int column = tap % width;
        return left ? tap : tap - column + (width - 1 - column);
    }
}
