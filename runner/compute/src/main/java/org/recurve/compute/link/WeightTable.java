package org.recurve.compute.link;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The address table of a {@link Role#WEIGHT}: which places of x and y each weight multiplies. Immutable.
 *
 * @param geometry what it was made from
 * @param few whether a gradient is one chain over places and examples, or 16 partial sums
 * @param patches weights that serve the same positions, gathered
 */
public record WeightTable(Geometry geometry, boolean few, List<Patch> patches) {

    /**
     * Weights of one bank that serve the same positions and read the input in the same pattern; all distances in floats.
     *
     * @param weight the bank's first weight
     * @param columnWeight for each column (channel of the group, tap of the patch), the weight from filter 0's first
     * @param column for each column, where it reads in the input, from the pattern's origin
     * @param source for each (repetition, position), the pattern's origin in the input
     * @param target for each (repetition, position), where filter 0's output lies
     */
    record Patch(int weight, int[] columnWeight, int[] column, int[] source, int[] target) {
        int columns() {
            return column.length;
        }

        int places() {
            return source.length;
        }
    }

    /** What one tap of one bank multiplies: positions, and the pixel it reads at each. */
    private record Served(List<Integer> positions, List<Integer> pixels) {
        Served() {
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

    public static WeightTable of(Geometry g) {
        Wiring wiring = g.wiring();
        int taps = wiring.taps();
        List<Served> served = IntStream.range(0, wiring.banks() * taps)
                .mapToObj(i -> new Served())
                .toList();
        for (int p = 0; p < wiring.positions(); p++) {
            for (int t = 0; t < taps; t++) {
                if (wiring.pixel(p, t) >= 0) {
                    Served weight = served.get(wiring.bank(p) * taps + wiring.weight(p, t));
                    weight.positions.add(p);
                    weight.pixels.add(wiring.pixel(p, t));
                }
            }
        }
        List<Patch> patches = new ArrayList<>();
        for (int bank = 0; bank < wiring.banks(); bank++) {
            Map<List<IntBuffer>, List<Integer>> byPattern = new LinkedHashMap<>();
            for (int tap = 0; tap < taps; tap++) {
                byPattern
                        .computeIfAbsent(served.get(bank * taps + tap).pattern(), unused -> new ArrayList<>())
                        .add(tap);
            }
            int from = bank;
            byPattern.forEach((pattern, members) -> patches.add(patch(g, from, pattern, members, served)));
        }
        return new WeightTable(g, g.fewPositionsPerWeight(), List.copyOf(patches));
    }

    private static Patch patch(Geometry g, int bank, List<IntBuffer> pattern, List<Integer> taps, List<Served> served) {
        int all = g.wiring().taps();
        int[] positions = pattern.getFirst().array();
        int[] pixels = pattern.getLast().array();
        int columns = g.channelsPerGroup() * taps.size();
        int[] columnWeight = new int[columns];
        int[] column = new int[columns];
        for (int k = 0; k < columns; k++) {
            int channel = k / taps.size();
            int tap = taps.get(k % taps.size());
            columnWeight[k] = channel * all + tap;
            column[k] = (channel * g.wiring().pixels()
                            + served.get(bank * all + tap).origin())
                    * Layout.LANES;
        }
        return new Patch(
                bank * (g.parameters() / g.wiring().banks()),
                columnWeight,
                column,
                repeated(g.prefix(), g.inputRows() / g.prefix(), pixels),
                repeated(g.prefix(), g.outputRows() / g.prefix(), positions));
    }

    private static int[] repeated(int times, int rows, int[] places) {
        return IntStream.range(0, times * places.length)
                .map(i -> (i / places.length * rows + places[i % places.length]) * Layout.LANES)
                .toArray();
    }

    /** Bytes of its lists. */
    public long bytes() {
        return patches.stream()
                .mapToLong(patch -> Integer.BYTES * 2L * (patch.columns() + patch.places()))
                .sum();
    }

    /** Weights of one filter in one bank: the distance from filter to filter. */
    int filterWeights() {
        return geometry.channelsPerGroup() * geometry.wiring().taps();
    }

    /** Floats from one filter's output to the next one's. */
    int filterOutput() {
        return geometry.wiring().positions() * Layout.LANES;
    }

    int groupInput() {
        return geometry.channelsPerGroup() * geometry.wiring().pixels() * Layout.LANES;
    }
}
