package org.recurve.convolution;

import java.util.List;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Position;
import org.recurve.api.model.Sharing;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Kernels in turn: along each axis position {@code p} is served by kernel {@code p mod t}, so that neighbours differ
 * and units a multiple of {@code t} apart share ({@code K_{i,l,m,n,j%t+1,k%t+1}}, <i>Deep Learning</i>, 9.5; Gregor and
 * LeCun 2010; Le et al. 2010).
 *
 * <p>On two axes there are {@code t × t} kernels. {@code t = 1} is shared convolution, to the bit; {@code t} of at
 * least the output's extent is unshared.
 */
@Plugin(id = "tiled", version = 1, summary = "t kernels along each axis, in turn")
public final class Tiled implements Sharing<Tiled.Config> {
    /** The settings. */
    public record Config(
            @Doc("kernels in turn along each axis: one number, or one for each axis") @Main
            Extents kernels) {}

    @Override
    public int bank(Config config, Position at) {
        List<Integer> kernels = config.kernels().over(at.index().size());
        int bank = 0;
        for (int axis = 0; axis < kernels.size(); axis++) {
            // No more kernels than positions: every bank is in use, and bank numbers agree with unshared.
            int turns = Math.min(kernels.get(axis), at.extents().get(axis));
            bank = bank * turns + at.index().get(axis) % turns;
        }
        return bank;
    }
}
