package org.recurve.convolution.connectivity;

import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Each filter sees a single channel, and each channel has equally many filters, side by side (Sifre, <i>Rigid-Motion
 * Scattering for Image Classification</i>, 2014, 6.2).
 */
@Plugin(id = "depthwise", version = 1, summary = "each filter sees one channel: a group for each channel")
public final class Depthwise implements Connectivity<NoConfig> {
    @Override
    public boolean connected(NoConfig config, Channels of, int from, int to) {
        if (of.filters() % of.inputs() != 0) {
            throw new InvalidSetting("depthwise gives each of the " + of.inputs()
                    + " input channels equally many filters, and " + of.filters() + " filters are not a multiple of "
                    + of.inputs() + "; take " + of.inputs() * Math.ceilDiv(of.filters(), of.inputs()));
        }
        return to / (of.filters() / of.inputs()) == from;
    }
}
