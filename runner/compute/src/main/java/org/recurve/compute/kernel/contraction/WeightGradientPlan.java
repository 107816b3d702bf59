package org.recurve.compute.kernel.contraction;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.WindowIndexMap;

/**
 * The address table of a {@link org.recurve.compute.ir.ContractionOperand#WEIGHT}: which places of x and y each weight multiplies. Immutable.
 *
 * @param spec what it was made from
 * @param few whether a gradient is one chain over places and examples, or 16 partial sums
 * @param patches weights that serve the same positions, gathered
 * @param widePatches the same weights for {@link PositionWeightGradients}: in fewer patches of more columns, cut into segments, where
 *     that is cheaper
 * @param winograd how those of a convolution by Winograd's tiles are computed instead, which needs no patches
 */
public record WeightGradientPlan(
        ContractionSpec spec,
        boolean few,
        List<WeightPatch> patches,
        List<WeightPatch> widePatches,
        Optional<WinogradPlan> winograd) {

    /** The share of the time that patches by window column may take at most: each passes over y by itself. */
    private static final double PASSES = 0.95;

    /**
     * Weights of one bank that read the input in the same pattern; all distances in floats.
     *
     * @param weight the bank's first weight
     * @param columnWeight for each column (channel of the group, tap of the patch), the weight from filter 0's first
     * @param column for each column, where it reads in the input, from the pattern's origin
     * @param source for each (repetition, position), the pattern's origin in the input
     * @param target for each (repetition, position), where filter 0's output lies
     * @param segments the places, ascending, cut where other columns begin to take part
     */
    record WeightPatch(
            int weight, int[] columnWeight, int[] column, int[] source, int[] target, List<PlaceSegment> segments) {
        int columns() {
            return column.length;
        }

        int places() {
            return source.length;
        }

        /** Estimates the time of a few filters' sums over all places. */
        double cost() {
            return segments.stream().mapToDouble(PlaceSegment::cost).sum();
        }
    }

    /**
     * Places {@code from} to {@code to} of a patch, of which the same columns read something.
     *
     * @param ranges the columns, as from and to of each range that lies side by side
     */
    record PlaceSegment(int from, int to, int[] ranges) {
        /** Places that take as long as the way of a tile's sums. */
        private static final int SUMS_THERE_AND_BACK = 2;

        /** Estimates the time of the tiles of five columns: of their places, and of the way of their sums from memory and back. */
        double cost() {
            double tiles = 0;
            for (int i = 0; i < ranges.length; i += 2) {
                tiles += PositionWeightGradients.tiles(ranges[i + 1] - ranges[i]);
            }
            return tiles * (SUMS_THERE_AND_BACK + to - from);
        }
    }

    /** Describes what one tap of one bank multiplies: positions, and the pixel it reads at each. */
    private record TapPositions(List<Integer> positions, List<Integer> pixels) {
        TapPositions() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        int origin() {
            return pixels.isEmpty() ? 0 : pixels.getFirst();
        }

        /** Positions and relative pixels: taps with equal patterns make a patch. */
        List<IntBuffer> pattern() {
            return List.of(
                    IntBuffer.wrap(positions.stream().mapToInt(p -> p).toArray()),
                    IntBuffer.wrap(pixels.stream().mapToInt(p -> p - origin()).toArray()));
        }
    }

    public static WeightGradientPlan of(ContractionSpec g) {
        return g.winograd()
                .map(grid -> new WeightGradientPlan(
                        g,
                        false,
                        List.of(),
                        List.of(),
                        Optional.of(WinogradPlan.of(g, grid, ContractionOperand.WEIGHT))))
                .orElseGet(() -> direct(g));
    }

    private static WeightGradientPlan direct(ContractionSpec g) {
        WindowIndexMap windowIndexMap = g.map();
        int taps = windowIndexMap.taps();
        List<TapPositions> served = IntStream.range(0, windowIndexMap.banks() * taps)
                .mapToObj(i -> new TapPositions())
                .toList();
        for (int p = 0; p < windowIndexMap.positions(); p++) {
            for (int t = 0; t < taps; t++) {
                if (windowIndexMap.pixel(p, t) >= 0) {
                    TapPositions weight = served.get(windowIndexMap.bank(p) * taps + windowIndexMap.weight(p, t));
                    weight.positions.add(p);
                    weight.pixels.add(windowIndexMap.pixel(p, t));
                }
            }
        }
        List<WeightPatch> patches = new ArrayList<>();
        List<WeightPatch> widePatches = new ArrayList<>();
        for (int bank = 0; bank < windowIndexMap.banks(); bank++) {
            List<TapPositions> ofBank = served.subList(bank * taps, (bank + 1) * taps);
            List<WeightPatch> apart = apart(g, bank, ofBank);
            patches.addAll(apart);
            widePatches.addAll(apart.size() < 2 ? apart : cheapest(g, bank, ofBank, apart));
        }
        return new WeightGradientPlan(
                g, g.fewPositionsPerWeight(), List.copyOf(patches), List.copyOf(widePatches), Optional.empty());
    }

    /** Returns the cheapest of: a patch for each tap, one of all, and one for each column of a window, whose taps leave the input together. */
    private static List<WeightPatch> cheapest(
            ContractionSpec g, int bank, List<TapPositions> served, List<WeightPatch> apart) {
        List<WeightPatch> cheapest = apart;
        for (int columns : new int[] {1, windowColumns(g)}) {
            List<WeightPatch> patches = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                int[] taps = IntStream.iterate(column, tap -> tap < served.size(), tap -> tap + columns)
                        .toArray();
                together(g, bank, served, taps).ifPresent(patches::add);
            }
            if (patches.size() == columns && cost(patches) < (columns > 1 ? PASSES : 1) * cost(cheapest)) {
                cheapest = patches;
            }
        }
        return cheapest;
    }

    /** Returns how many taps a row of a convolution's window has; 1 of other operations. */
    private static int windowColumns(ContractionSpec g) {
        return g.convolution()
                .map(it -> it.windowing().size().values().getLast())
                .orElse(1);
    }

    private static double cost(List<WeightPatch> patches) {
        return patches.stream().mapToDouble(WeightPatch::cost).sum();
    }

    /** Gathers the taps of a bank that serve the same positions, a patch for each such set. */
    private static List<WeightPatch> apart(ContractionSpec g, int bank, List<TapPositions> served) {
        Map<List<IntBuffer>, List<Integer>> byPattern = new LinkedHashMap<>();
        for (int tap = 0; tap < served.size(); tap++) {
            byPattern
                    .computeIfAbsent(served.get(tap).pattern(), unused -> new ArrayList<>())
                    .add(tap);
        }
        List<WeightPatch> patches = new ArrayList<>();
        byPattern.forEach((pattern, members) -> {
            int[] positions = pattern.getFirst().array();
            int[] origins =
                    members.stream().mapToInt(tap -> served.get(tap).origin()).toArray();
            int[] all = {0, g.channelsPerGroup() * members.size()};
            List<PlaceSegment> segments = List.of(new PlaceSegment(0, g.prefix() * positions.length, all));
            int[] taps = members.stream().mapToInt(tap -> tap).toArray();
            patches.add(patch(g, bank, taps, origins, pattern.getLast().array(), positions, false, segments));
        });
        return patches;
    }

    /**
     * Gathers some taps of a bank into one patch, cut into segments where a window leaves the input; empty if its windows are not
     * the same everywhere.
     */
    private static Optional<WeightPatch> together(ContractionSpec g, int bank, List<TapPositions> served, int[] taps) {
        SortedMap<Integer, int[]> windows = new TreeMap<>();
        for (int tap = 0; tap < taps.length; tap++) {
            TapPositions places = served.get(taps[tap]);
            for (int i = 0; i < places.positions().size(); i++) {
                int[] window = windows.computeIfAbsent(places.positions().get(i), unused -> absent(taps.length));
                if (window[tap] >= 0) {
                    return Optional.empty();
                }
                window[tap] = places.pixels().get(i);
            }
        }
        if (windows.isEmpty()) {
            return Optional.empty();
        }
        int[] fullest = windows.values().stream()
                .max(Comparator.comparingLong(window -> present(window).count()))
                .get();
        int[] origins = new int[windows.size()];
        List<int[]> ranges = new ArrayList<>();
        for (int[] window : windows.values()) {
            int[] distances = present(window)
                    .map(tap -> fullest[tap] < 0 ? Integer.MIN_VALUE : window[tap] - fullest[tap])
                    .distinct()
                    .toArray();
            if (distances.length > 1 || distances[0] == Integer.MIN_VALUE) {
                return Optional.empty();
            }
            origins[ranges.size()] = distances[0];
            ranges.add(ranges(window, g.channelsPerGroup()));
        }
        int[] positions =
                windows.keySet().stream().mapToInt(position -> position).toArray();
        return Optional.of(patch(g, bank, taps, fullest, origins, positions, true, segments(ranges, g.prefix())));
    }

    private static int[] absent(int taps) {
        return IntStream.generate(() -> -1).limit(taps).toArray();
    }

    private static IntStream present(int[] window) {
        return IntStream.range(0, window.length).filter(tap -> window[tap] >= 0);
    }

    /** Returns the columns of the taps that are there, tap after tap, as from and to of each range. */
    private static int[] ranges(int[] window, int channels) {
        return IntStream.rangeClosed(0, window.length)
                .filter(tap -> (tap < window.length && window[tap] >= 0) != (tap > 0 && window[tap - 1] >= 0))
                .map(tap -> tap * channels)
                .toArray();
    }

    private static List<PlaceSegment> segments(List<int[]> ranges, int repetitions) {
        List<PlaceSegment> segments = new ArrayList<>();
        int places = repetitions * ranges.size();
        for (int from = 0, to = 1; to <= places; to++) {
            int[] here = ranges.get(from % ranges.size());
            if (to == places || !Arrays.equals(here, ranges.get(to % ranges.size()))) {
                segments.add(new PlaceSegment(from, to, here));
                from = to;
            }
        }
        return List.copyOf(segments);
    }

    private static WeightPatch patch(
            ContractionSpec g,
            int bank,
            int[] taps,
            int[] tapPixels,
            int[] pixels,
            int[] positions,
            boolean tapByTap,
            List<PlaceSegment> segments) {
        int channels = g.channelsPerGroup();
        int columns = channels * taps.length;
        int[] columnWeight = new int[columns];
        int[] column = new int[columns];
        for (int k = 0; k < columns; k++) {
            int channel = tapByTap ? k % channels : k / taps.length;
            int tap = tapByTap ? k / channels : k % taps.length;
            columnWeight[k] = channel * g.map().taps() + taps[tap];
            column[k] = (channel * g.map().pixels() + tapPixels[tap]) * BlockLayout.LANES;
        }
        return new WeightPatch(
                bank * (g.parameters() / g.map().banks()),
                columnWeight,
                column,
                repeated(g.prefix(), g.inputRows() / g.prefix(), pixels),
                repeated(g.prefix(), g.outputRows() / g.prefix(), positions),
                segments);
    }

    private static int[] repeated(int times, int rows, int[] places) {
        return IntStream.range(0, times * places.length)
                .map(i -> (i / places.length * rows + places[i % places.length]) * BlockLayout.LANES)
                .toArray();
    }

    /** Bytes of its lists. */
    public long bytes() {
        return Stream.concat(patches.stream(), widePatches.stream())
                .distinct()
                .mapToLong(patch -> Integer.BYTES * 2L * (patch.columns() + patch.places())
                        + patch.segments().stream()
                                .mapToLong(segment -> Integer.BYTES * (2L + segment.ranges().length))
                                .sum())
                .sum();
    }

    /** Weights of one filter in one bank: the distance from filter to filter. */
    int filterWeights() {
        return spec.channelsPerGroup() * spec.map().taps();
    }

    /** Floats from one filter's output to the next one's. */
    int filterOutput() {
        return spec.map().positions() * BlockLayout.LANES;
    }

    int groupInput() {
        return spec.channelsPerGroup() * spec.map().pixels() * BlockLayout.LANES;
    }
}
