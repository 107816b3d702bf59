package org.recurve.convolution.connectivity;

import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Describes how the 16 maps of LeNet-5's layer C3 see the 6 maps below (LeCun, Bottou, Bengio, Haffner, <i>Gradient-Based
 * Learning Applied to Document Recognition</i>, 1998, table I): six see three neighbours, six see four, three see four
 * that are not all neighbours, the last sees all; 60 pairs of 96.
 */
@Plugin(id = "lenet-5", version = 1, summary = "LeNet-5's table of layer C3: 16 filters on 6 channels, 60 pairs")
public final class LenetTable implements Connectivity<NoConfig> {
    /** A line for each channel, a column for each filter, as printed. */
    private static final String[] TABLE = {
        "X...XXX..XXXX.XX", //
        "XX...XXX..XXXX.X", //
        "XXX...XXX..X.XXX", //
        ".XXX..XXXX..X.XX", //
        "..XXX..XXXX.XX.X", //
        "...XXX..XXXX.XXX"
    };

    @Override
    public boolean connected(NoConfig config, Channels channels, int from, int to) {
        if (channels.inputs() != TABLE.length || channels.filters() != TABLE[0].length()) {
            throw new InvalidSetting("lenet-5 connects 6 input channels to 16 filters, not " + channels.inputs()
                    + " to " + channels.filters() + "; for other numbers give a table");
        }
        return TABLE[from].charAt(to) == 'X';
    }
}
