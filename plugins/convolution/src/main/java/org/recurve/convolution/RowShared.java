package org.recurve.convolution;

import org.recurve.api.model.Position;
import org.recurve.api.model.Sharing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * A kernel for each row of the output: positions that differ along the last axis alone share, others do not, as fits
 * spectrograms and whatever else looks alike along one axis only. A single row is shared convolution.
 */
@Plugin(id = "row-shared", version = 1, summary = "one kernel serves a row: all positions along the last axis")
public final class RowShared implements Sharing<NoConfig> {
    @Override
    public int bank(NoConfig config, Position at) {
        return at.linear() / at.extents().getLast();
    }
}
