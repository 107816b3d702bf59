package org.recurve.compute.kernel.contraction;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
 * @param winograd how those of a convolution by Winograd's tiles are computed instead, which needs no patches
 */
public record WeightGradientPlan(
        ContractionSpec spec, boolean few, List<WeightPatch> patches, Optional<WinogradPlan> winograd) {

    /**
     * Weights of one bank that serve the same positions and read the input in the same pattern; all distances in floats.
     *
     * @param weight the bank's first weight
     * @param columnWeight for each column (channel of the group, tap of the patch), the weight from filter 0's first
     * @param column for each column, where it reads in the input, from the pattern's origin
     * @param source for each (repetition, position), the pattern's origin in the input
     * @param target for each (repetition, position), where filter 0's output lies
     */
    record WeightPatch(int weight, int[] columnWeight, int[] column, int[] source, int[] target) {
        int columns() {
            return column.length;
        }

        int places() {
            return source.length;
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
                        g, false, List.of(), Optional.of(WinogradPlan.of(g, grid, ContractionOperand.WEIGHT))))
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
        for (int bank = 0; bank < windowIndexMap.banks(); bank++) {
            Map<List<IntBuffer>, List<Integer>> byPattern = new LinkedHashMap<>();
            for (int tap = 0; tap < taps; tap++) {
                byPattern
                        .computeIfAbsent(served.get(bank * taps + tap).pattern(), unused -> new ArrayList<>())
                        .add(tap);
            }
            int from = bank;
            byPattern.forEach((pattern, members) -> patches.add(patch(g, from, pattern, members, served)));
        }
        return new WeightGradientPlan(g, g.fewPositionsPerWeight(), List.copyOf(patches), Optional.empty());
    }

    private static WeightPatch patch(
            ContractionSpec g, int bank, List<IntBuffer> pattern, List<Integer> taps, List<TapPositions> served) {
        int all = g.map().taps();
        int[] positions = pattern.getFirst().array();
        int[] pixels = pattern.getLast().array();
        int columns = g.channelsPerGroup() * taps.size();
        int[] columnWeight = new int[columns];
        int[] column = new int[columns];
        for (int k = 0; k < columns; k++) {
            int channel = k / taps.size();
            int tap = taps.get(k % taps.size());
            columnWeight[k] = channel * all + tap;
            column[k] =
                    (channel * g.map().pixels() + served.get(bank * all + tap).origin()) * BlockLayout.LANES;
        }
        return new WeightPatch(
                bank * (g.parameters() / g.map().banks()),
                columnWeight,
                column,
                repeated(g.prefix(), g.inputRows() / g.prefix(), pixels),
                repeated(g.prefix(), g.outputRows() / g.prefix(), positions));
    }

    private static int[] repeated(int times, int rows, int[] places) {
        return IntStream.range(0, times * places.length)
                .map(i -> (i / places.length * rows + places[i % places.length]) * BlockLayout.LANES)
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
