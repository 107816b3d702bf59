package org.recurve.convolution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;

/**
 * Says which channels each filter sees, cut into as few contractions as leave no unconnected pair in any: filters that see
 * equally many channels are one {@link GroupedFilters}, in which those that see the same channels share a group.
 *
 * <p>So full and grouped connectivity are one contraction of the input as it is, and LeNet-5's table is three, of the
 * filters that see 3, 4 and 6 channels.
 *
 * @param maps the numbers of channels and filters
 * @param bundles the contractions, by the number of channels seen
 */
record ChannelConnections(Channels maps, List<GroupedFilters> bundles) {
    ChannelConnections {
        bundles = List.copyOf(bundles);
    }

    static ChannelConnections of(Spec<Connectivity<?>> connectivity, Channels maps) {
        Map<List<Integer>, List<Integer>> filtersBySight = new LinkedHashMap<>();
        for (int filter = 0; filter < maps.filters(); filter++) {
            filtersBySight
                    .computeIfAbsent(sight(connectivity, maps, filter), sight -> new ArrayList<>())
                    .add(filter);
        }
        Map<Integer, Map<List<Integer>, List<Integer>>> bySize = new TreeMap<>();
        filtersBySight.forEach((sight, filters) ->
                bySize.computeIfAbsent(sight.size(), n -> new LinkedHashMap<>()).put(sight, filters));
        return new ChannelConnections(
                maps, bySize.values().stream().map(ChannelConnections::bundle).toList());
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static List<Integer> sight(Spec<Connectivity<?>> spec, Channels maps, int filter) {
        Connectivity<Record> connectivity = (Connectivity<Record>) spec.plugin();
        List<Integer> sight = IntStream.range(0, maps.inputs())
                .filter(channel ->
                        spec.call("connected", () -> connectivity.connected(spec.config(), maps, channel, filter)))
                .boxed()
                .toList();
        if (sight.isEmpty()) {
            throw new InvalidSetting("connectivity " + spec.id() + " leaves filter " + filter
                    + " (counted from 0) without any input channel; connect it, or take fewer filters");
        }
        return sight;
    }

    /** Groups are of one size, so those that see the same channels are cut to the greatest size that fits all. */
    private static GroupedFilters bundle(Map<List<Integer>, List<Integer>> filtersBySight) {
        int size = filtersBySight.values().stream()
                .map(filters -> BigInteger.valueOf(filters.size()))
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .intValueExact();
        List<Integer> channels = new ArrayList<>();
        List<Integer> filters = new ArrayList<>();
        filtersBySight.forEach((sight, seeing) -> {
            filters.addAll(seeing);
            for (int group = 0; group < seeing.size() / size; group++) {
                channels.addAll(sight);
            }
        });
        return new GroupedFilters(new ChannelSelection(channels), new ChannelSelection(filters), filters.size() / size);
    }

    /** From the bundles' filters, one bundle after another, to the filters in order. */
    ChannelSelection order() {
        return new ChannelSelection(bundles.stream()
                        .flatMap(groupedFilters -> groupedFilters.filters().elements().stream())
                        .toList())
                .inverse();
    }

    /** Returns how many filters an input channel reaches, on the average, rounded up. */
    int filtersPerChannel() {
        int pairs = bundles.stream()
                .mapToInt(groupedFilters -> groupedFilters.channels().size()
                        / groupedFilters.groups()
                        * groupedFilters.filters().size())
                .sum();
        return Math.ceilDiv(pairs, maps.inputs());
    }
}
