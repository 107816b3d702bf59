package org.recurve.convolution.connectivity;

import java.util.stream.IntStream;
import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Each filter sees as many channels as asked for, chosen without replacement, each choice equally likely and
 * independent of the other filters' (as in Jarrett, Kavukcuoglu, Ranzato, LeCun, <i>What is the Best Multi-Stage
 * Architecture for Object Recognition?</i>, 2009).
 *
 * <p>The table belongs to the setting, not to the trial: trials with different seeds train the same connections.
 */
@Plugin(id = "random-table", version = 1, summary = "each filter sees some channels, chosen at random by a seed")
public final class RandomTable implements Connectivity<RandomTable.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many channels a filter sees") @Main @Min(1)
            int count,

            @Doc("which of all tables it is") @Default("0") long seed) {}

    @Override
    public boolean connected(Config config, Channels channels, int from, int to) {
        if (config.count() > channels.inputs()) {
            throw new InvalidSetting("random-table lets a filter see " + config.count() + " channels, but there are "
                    + channels.inputs() + "; take " + channels.inputs() + " at most");
        }
        Stream lots = Stream.of(config.seed()).in("random-table").in(to);
        double own = lots.uniform(from);
        long before = IntStream.range(0, channels.inputs())
                .filter(channel -> lots.uniform(channel) < own)
                .count();
        return before < config.count();
    }
}
