package org.recurve.convolution.connectivity;

import java.util.HashSet;
import java.util.List;
import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plain;
import org.recurve.api.plugin.Plugin;

/** A table of connections given in the file: for each filter the channels it sees, both counted from 0. */
@Plugin(id = "table", version = 1, summary = "the channels that each filter sees, one list a filter")
public final class TableConnectivity implements Connectivity<TableConnectivity.Config> {
    /** The settings. */
    public record Config(
            @Doc("one list for each filter: the channels it sees, counted from 0") @Main
            ConnectionRows rows) {}

    /**
     * A list of channel numbers for each filter; {@code [[0, 1], [1, 2]]} in YAML.
     *
     * @param filters the channels that each filter sees, none twice
     */
    public record ConnectionRows(List<List<Integer>> filters) implements Plain {
        public ConnectionRows {
            filters = filters.stream().map(List::copyOf).toList();
            for (List<Integer> channels : filters) {
                if (new HashSet<>(channels).size() < channels.size()) {
                    throw new IllegalArgumentException(
                            "a filter sees a channel once or not at all, unlike " + channels);
                }
            }
        }

        public static ConnectionRows of(Object plain) {
            if (plain instanceof List<?> list) {
                return new ConnectionRows(
                        list.stream().map(ConnectionRows::channels).toList());
            }
            throw malformed(plain);
        }

        private static List<Integer> channels(Object plain) {
            if (plain instanceof List<?> list) {
                return list.stream().map(ConnectionRows::channel).toList();
            }
            throw malformed(plain);
        }

        private static int channel(Object plain) {
            if (plain instanceof Number number && number.intValue() >= 0 && number.intValue() == number.doubleValue()) {
                return number.intValue();
            }
            throw malformed(plain);
        }

        private static IllegalArgumentException malformed(Object plain) {
            return new IllegalArgumentException("give a list of channel numbers, counted from 0, for each filter,"
                    + " such as [[0, 1], [1, 2]]; found " + plain);
        }

        @Override
        public Object plain() {
            return filters;
        }
    }

    @Override
    public boolean connected(Config config, Channels maps, int from, int to) {
        List<List<Integer>> rows = config.rows().filters();
        if (rows.size() != maps.filters()) {
            throw new InvalidSetting("the table has " + rows.size() + " rows, but there are " + maps.filters()
                    + " filters; give one list of channels for each filter");
        }
        List<Integer> seen = rows.get(to);
        for (int channel : seen) {
            if (channel >= maps.inputs()) {
                throw new InvalidSetting("the table lets filter " + to + " see channel " + channel
                        + ", but there are " + maps.inputs() + " input channels, counted from 0: 0 to "
                        + (maps.inputs() - 1));
            }
        }
        return seen.contains(from);
    }
}
