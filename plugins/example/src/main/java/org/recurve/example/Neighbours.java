package org.recurve.example;

import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Each filter sees {@code count} neighbouring channels, the next filter beginning one further on, round and round (as
 * in LeNet-5's C3).
 */
@Plugin(
        id = "example-neighbours",
        version = 1,
        summary = "filter i sees the channels i, i + 1, … i + count - 1, counted in a circle")
public final class Neighbours implements Connectivity<Neighbours.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many channels a filter sees") @Main @Default("3") @Min(1)
            int count) {}

    @Override
    public boolean connected(Config config, Channels channels, int from, int to) {
        return Math.floorMod(from - to, channels.inputs()) < config.count();
    }
}
