package org.recurve.convolution.connectivity;

import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** Every filter sees every channel. */
@Plugin(id = "full", version = 1, summary = "every filter sees every channel")
public final class FullConnectivity implements Connectivity<NoConfig> {
    @Override
    public boolean connected(NoConfig config, Channels channels, int from, int to) {
        return true;
    }
}
