package org.recurve.convolution;

import org.recurve.api.model.Position;
import org.recurve.api.model.Sharing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * A kernel for all positions: ordinary convolution ({@code Z_ijk = Σ V_{l,j+m−1,k+n−1} K_{i,l,m,n}}, <i>Deep
 * Learning</i>, 9.5).
 */
@Plugin(id = "shared", version = 1, summary = "one kernel serves all positions")
public final class Shared implements Sharing<NoConfig> {
    @Override
    public int bank(NoConfig config, Position at) {
        return 0;
    }
}
