package org.recurve.compute.link;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The address table of an {@link Role#OUTPUT} or {@link Role#INPUT}: every target row is a chain of fma over the same list
 * of terms, up to a translation in source, weights and target. Immutable, built once for a geometry.
 *
 * @param role OUTPUT or INPUT
 * @param units target rows that read the same source rows: the channels of a group on the target's side
 * @param unitTarget rows from one unit's target to the next
 * @param unitWeight weights from one unit to the next
 * @param periodRows target rows of one repetition
 * @param panels the targets, gathered by their lists of terms
 */
public record ChainTable(Role role, int units, int unitTarget, int unitWeight, int periodRows, List<Panel> panels) {

    /**
     * Targets with the same list of terms, relative to their bases.
     *
     * @param offset for each term, floats from the source base
     * @param weight for each term, floats from the weight base
     * @param step where term k is source row k and weight {@code k · step}: that step; else 0
     * @param bundles the targets, gathered by weight base
     */
    record Panel(int[] offset, int[] weight, int step, List<Bundle> bundles) {
        int terms() {
            return offset.length;
        }

        private long bytes() {
            long columns = bundles.stream().mapToLong(Bundle::columns).sum();
            return Integer.BYTES * 2 * (offset.length + columns);
        }
    }

    /**
     * Columns that share all weights, so that they may share a register tile.
     *
     * @param weight where the weights of unit 0 begin
     * @param source for each column, repetition after repetition, the first source row
     * @param target for each column, unit 0's target row
     */
    record Bundle(int weight, int[] source, int[] target) {
        int columns() {
            return source.length;
        }
    }

    /** A target place (a position or pixel) within a repetition: its terms for one source channel. */
    private record Place(List<Integer> source, List<Integer> weight) {
        Place() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void term(int sourcePlace, int weightIndex) {
            source.add(sourcePlace);
            weight.add(weightIndex);
        }
    }

    /** One side of the layer, as source or target. */
    private record Side(int channels, int places, int weight) {}

    /** Bytes of its lists. */
    public long bytes() {
        return panels.stream().mapToLong(Panel::bytes).sum();
    }

    int targetChannels() {
        return periodRows / unitTarget;
    }

    /** Which element of a shared initial value of that form a target row begins with. */
    int shared(Start.Form form, int row) {
        return form == Start.Form.CHANNEL ? row % periodRows / unitTarget : row % periodRows;
    }

    public static ChainTable of(Geometry g, Role role) {
        Wiring wiring = g.wiring();
        Side inputs = new Side(g.channels(), wiring.pixels(), wiring.taps());
        Side outputs = new Side(g.filters(), wiring.positions(), wiring.taps() * g.channelsPerGroup());
        return switch (role) {
            case OUTPUT -> table(g, role, inputs, outputs, places(g, role, wiring.positions()));
            case INPUT -> table(g, role, outputs, inputs, places(g, role, wiring.pixels()));
            case WEIGHT -> throw new IllegalArgumentException("the weights' role has a WeightTable");
        };
    }

    private static List<Place> places(Geometry g, Role role, int count) {
        Wiring wiring = g.wiring();
        int bankSize = g.parameters() / wiring.banks();
        List<Place> places =
                IntStream.range(0, count).mapToObj(i -> new Place()).toList();
        for (int p = 0; p < wiring.positions(); p++) {
            for (int t = 0; t < wiring.taps(); t++) {
                int pixel = wiring.pixel(p, t);
                int weight = wiring.bank(p) * bankSize + wiring.weight(p, t);
                if (pixel >= 0 && role == Role.OUTPUT) {
                    places.get(p).term(pixel, weight);
                } else if (pixel >= 0) {
                    places.get(pixel).term(p, weight);
                }
            }
        }
        return places;
    }

    private static ChainTable table(Geometry g, Role role, Side source, Side target, List<Place> places) {
        int bankSize = g.parameters() / g.wiring().banks();
        Map<List<IntBuffer>, Map<Integer, List<int[]>>> panels = new LinkedHashMap<>();
        for (int z = 0; z < places.size(); z++) {
            Place place = places.get(z);
            int sourceBase = place.source.isEmpty() ? 0 : place.source.getFirst();
            int weightBase = place.weight.isEmpty() ? 0 : place.weight.getFirst() / bankSize * bankSize;
            List<IntBuffer> terms = List.of(
                    relative(place.source, sourceBase, g, source, source.places * Layout.LANES, Layout.LANES),
                    relative(place.weight, weightBase, g, source, source.weight, 1));
            var bundles = panels.computeIfAbsent(terms, unused -> new LinkedHashMap<>());
            for (int group = 0; group < g.groups(); group++) {
                int weight = weightBase + group * (bankSize / g.groups());
                var columns = bundles.computeIfAbsent(weight, unused -> new ArrayList<>());
                for (int r = 0; r < g.prefix(); r++) {
                    int sourceChannel = r * source.channels + group * (source.channels / g.groups());
                    int targetChannel = r * target.channels + group * (target.channels / g.groups());
                    columns.add(
                            new int[] {sourceChannel * source.places + sourceBase, targetChannel * target.places + z});
                }
            }
        }
        int period = target.channels * target.places;
        return new ChainTable(
                role,
                target.channels / g.groups(),
                target.places,
                target.weight,
                period,
                panels.entrySet().stream()
                        .map(e -> panel(e.getKey(), e.getValue(), period))
                        .toList());
    }

    /** A place's terms, repeated for every source channel of its group. */
    private static IntBuffer relative(
            List<Integer> terms, int base, Geometry g, Side source, int channelStride, int scale) {
        IntBuffer all = IntBuffer.allocate(source.channels / g.groups() * terms.size());
        for (int channel = 0; channel < source.channels / g.groups(); channel++) {
            for (int term : terms) {
                all.put(channel * channelStride + (term - base) * scale);
            }
        }
        return all.flip();
    }

    private static Panel panel(List<IntBuffer> terms, Map<Integer, List<int[]>> bundles, int period) {
        int[] offset = terms.getFirst().array();
        int[] weight = terms.getLast().array();
        return new Panel(
                offset,
                weight,
                step(offset, weight),
                bundles.entrySet().stream()
                        .map(e -> bundle(e.getKey(), e.getValue(), period))
                        .toList());
    }

    private static Bundle bundle(int weight, List<int[]> columns, int period) {
        columns.sort(Comparator.comparingInt(column -> column[1] / period));
        return new Bundle(weight, column(columns, 0), column(columns, 1));
    }

    private static int step(int[] offset, int[] weight) {
        int step = weight.length > 1 ? weight[1] : 1;
        boolean even =
                IntStream.range(0, offset.length).allMatch(k -> offset[k] == k * Layout.LANES && weight[k] == k * step);
        return even ? step : 0;
    }

    private static int[] column(List<int[]> pairs, int which) {
        return pairs.stream().mapToInt(pair -> pair[which]).toArray();
    }
}
