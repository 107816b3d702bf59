package org.recurve.convolution;

import org.recurve.api.model.Position;
import org.recurve.api.model.Sharing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * A kernel of its own for each position: a locally connected layer
 * ({@code Z_ijk = Σ V_{l,j+m−1,k+n−1} w_{i,j,k,l,m,n}}, <i>Deep Learning</i>, 9.5; LeCun 1989).
 */
@Plugin(id = "unshared", version = 1, summary = "each position has a kernel of its own")
public final class Unshared implements Sharing<NoConfig> {
    @Override
    public int bank(NoConfig config, Position at) {
        return at.linear();
    }
}
