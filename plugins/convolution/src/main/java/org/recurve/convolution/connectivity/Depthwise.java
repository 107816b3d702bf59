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
    public boolean connected(NoConfig config, Channels channels, int from, int to) {
        if (channels.filters() % channels.inputs() != 0) {
            throw new InvalidSetting("depthwise gives each of the " + channels.inputs()
                    + " input channels equally many filters, and " + channels.filters()
                    + " filters are not a multiple of "
                    + channels.inputs() + "; take "
                    + channels.inputs() * Math.ceilDiv(channels.filters(), channels.inputs()));
        }
        return to / (channels.filters() / channels.inputs()) == from;
    }
}
