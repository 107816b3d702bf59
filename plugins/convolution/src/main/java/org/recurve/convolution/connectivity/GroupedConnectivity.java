package org.recurve.convolution.connectivity;

import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Channels and filters are cut into equal groups, in order, and a filter sees the channels of its own group: with two
 * groups of four, the first two outputs see the first two inputs (<i>Deep Learning</i>, figure 9.15).
 */
@Plugin(id = "groups", version = 1, summary = "channels and filters in equal groups, each connected within itself")
public final class GroupedConnectivity implements Connectivity<GroupedConnectivity.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many groups; it divides the numbers of channels and of filters") @Main @Min(1)
            int count) {}

    @Override
    public boolean connected(Config config, Channels channels, int from, int to) {
        int groups = config.count();
        if (channels.inputs() % groups != 0 || channels.filters() % groups != 0) {
            throw new InvalidSetting(groups + " groups do not divide " + channels.inputs() + " input channels and "
                    + channels.filters() + " filters evenly; take a number of groups that divides both");
        }
        return from / (channels.inputs() / groups) == to / (channels.filters() / groups);
    }
}
