package org.recurve.convolution;

import org.recurve.api.model.Position;
import org.recurve.api.model.Sharing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** A kernel for each quadrant of the output: what a stranger might write, in the one method there is to write. */
@Plugin(id = "quadrants", summary = "a kernel for each half along each axis")
public final class Quadrants implements Sharing<NoConfig> {
    @Override
    public int bank(NoConfig config, Position at) {
        int bank = 0;
        for (int axis = 0; axis < at.index().size(); axis++) {
            int extent = at.extents().get(axis);
            int half = 2 * at.index().get(axis) < extent ? 0 : 1;
            bank = extent == 1 ? bank : 2 * bank + half;
        }
        return bank;
    }
}
