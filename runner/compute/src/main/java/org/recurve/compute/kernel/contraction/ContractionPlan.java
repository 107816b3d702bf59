package org.recurve.compute.kernel.contraction;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionOperand;
import org.recurve.compute.ir.ContractionSpec;
import org.recurve.compute.ir.WindowIndexMap;
import org.recurve.compute.ir.WinogradGrid;

/**
 * The address table of an {@link ContractionOperand#OUTPUT} or {@link ContractionOperand#INPUT}: every target row is a chain of fma over the same list
 * of terms, up to a translation in source, weights and target. Immutable, built once for a geometry.
 *
 * @param operand OUTPUT or INPUT
 * @param units target rows that read the same source rows: the channels of a group on the target's side
 * @param unitTarget rows from one unit's target to the next
 * @param unitWeight weights from one unit to the next
 * @param weights weights of the whole layer
 * @param periodRows target rows of one repetition
 * @param patterns the targets, gathered by their lists of terms
 * @param winograd how a convolution by Winograd's tiles is computed instead, which needs no lists
 */
public record ContractionPlan(
        ContractionOperand operand,
        int units,
        int unitTarget,
        int unitWeight,
        int weights,
        int periodRows,
        List<IndexPattern> patterns,
        Optional<WinogradPlan> winograd) {

    /**
     * Targets with the same list of terms, relative to their bases.
     *
     * @param offset for each term, floats from the source base
     * @param weight for each term, floats from the weight base
     * @param strip for each term, floats from the weight base where weights are laid out with a strip of units side by side
     * @param step where term k is source row k and weight {@code k · step}: that step; else 0
     * @param weightGroups the targets, gathered by weight base
     */
    record IndexPattern(int[] offset, int[] weight, int[] strip, int step, List<WeightGroup> weightGroups) {
        int terms() {
            return offset.length;
        }

        private long bytes() {
            long columns = weightGroups.stream().mapToLong(WeightGroup::columns).sum();
            return Integer.BYTES * (3L * offset.length + 2 * columns);
        }
    }

    /**
     * Columns that share all weights, so that they may share a register tile.
     *
     * @param weight where the weights of unit 0 begin
     * @param source for each column, repetition after repetition, the first source row
     * @param target for each column, unit 0's target row
     */
    record WeightGroup(int weight, int[] source, int[] target) {
        int columns() {
            return source.length;
        }
    }

    /** A target place (a position or pixel) within a repetition: its terms for one source channel. */
    private record TargetPlace(List<Integer> source, List<Integer> weight) {
        TargetPlace() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void term(int sourcePlace, int weightIndex) {
            source.add(sourcePlace);
            weight.add(weightIndex);
        }
    }

    /** A side of the layer, as source or target. */
    private record OperandSide(int channels, int places, int weight) {}

    /** Bytes of its lists. */
    public long bytes() {
        return patterns.stream().mapToLong(IndexPattern::bytes).sum();
    }

    /** Returns where the weights of unit 0 at that place begin when a strip of units lies side by side, row after row. */
    int strip(int weight) {
        return strip(weight, units, unitWeight);
    }

    private static int strip(int weight, int units, int unitWeight) {
        int unit = units * unitWeight;
        return (Math.floorDiv(weight, unit) * unitWeight + Math.floorMod(weight, unit)) * UnitMajorContractions.STRIP;
    }

    int targetChannels() {
        return periodRows / unitTarget;
    }

    /** Returns which element of a shared initial value of that form a target row begins with. */
    int shared(InitialSums.InitialLayout layout, int row) {
        return layout == InitialSums.InitialLayout.CHANNEL ? row % periodRows / unitTarget : row % periodRows;
    }

    public static ContractionPlan of(ContractionSpec g, ContractionOperand operand) {
        WindowIndexMap windowIndexMap = g.map();
        if (g.winograd().isPresent()) {
            return winograd(g, g.winograd().get(), operand);
        }
        OperandSide inputs = new OperandSide(g.channels(), windowIndexMap.pixels(), windowIndexMap.taps());
        OperandSide outputs =
                new OperandSide(g.filters(), windowIndexMap.positions(), windowIndexMap.taps() * g.channelsPerGroup());
        return switch (operand) {
            case OUTPUT -> table(g, operand, inputs, outputs, places(g, operand, windowIndexMap.positions()));
            case INPUT -> table(g, operand, outputs, inputs, places(g, operand, windowIndexMap.pixels()));
            case WEIGHT -> throw new IllegalArgumentException("the weights' role has a WeightTable");
        };
    }

    private static ContractionPlan winograd(ContractionSpec g, WinogradGrid grid, ContractionOperand operand) {
        WinogradPlan plan = WinogradPlan.of(g, grid, operand);
        int places = plan.targetStride() / BlockLayout.LANES;
        return new ContractionPlan(
                operand,
                plan.targets(),
                places,
                plan.targetWeight(),
                g.parameters(),
                plan.groups() * plan.targets() * places,
                List.of(),
                Optional.of(plan));
    }

    private static List<TargetPlace> places(ContractionSpec g, ContractionOperand operand, int count) {
        WindowIndexMap windowIndexMap = g.map();
        int bankSize = g.parameters() / windowIndexMap.banks();
        List<TargetPlace> places =
                IntStream.range(0, count).mapToObj(i -> new TargetPlace()).toList();
        for (int p = 0; p < windowIndexMap.positions(); p++) {
            for (int t = 0; t < windowIndexMap.taps(); t++) {
                int pixel = windowIndexMap.pixel(p, t);
                int weight = windowIndexMap.bank(p) * bankSize + windowIndexMap.weight(p, t);
                if (pixel >= 0 && operand == ContractionOperand.OUTPUT) {
                    places.get(p).term(pixel, weight);
                } else if (pixel >= 0) {
                    places.get(pixel).term(p, weight);
                }
            }
        }
        return places;
    }

    private static ContractionPlan table(
            ContractionSpec g,
            ContractionOperand operand,
            OperandSide source,
            OperandSide target,
            List<TargetPlace> places) {
        int bankSize = g.parameters() / g.map().banks();
        Map<List<IntBuffer>, Map<Integer, List<int[]>>> panels = new LinkedHashMap<>();
        for (int z = 0; z < places.size(); z++) {
            TargetPlace place = places.get(z);
            int sourceBase = place.source.isEmpty() ? 0 : place.source.getFirst();
            int weightBase = place.weight.isEmpty() ? 0 : place.weight.getFirst() / bankSize * bankSize;
            List<IntBuffer> terms = List.of(
                    relative(place.source, sourceBase, g, source, source.places * BlockLayout.LANES, BlockLayout.LANES),
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
        return new ContractionPlan(
                operand,
                target.channels / g.groups(),
                target.places,
                target.weight,
                g.parameters(),
                period,
                panels.entrySet().stream()
                        .map(e -> panel(e.getKey(), e.getValue(), period, target.channels / g.groups(), target.weight))
                        .toList(),
                Optional.empty());
    }

    /** Returns a place's terms, repeated for every source channel of its group. */
    private static IntBuffer relative(
            List<Integer> terms, int base, ContractionSpec g, OperandSide source, int channelStride, int scale) {
        IntBuffer all = IntBuffer.allocate(source.channels / g.groups() * terms.size());
        for (int channel = 0; channel < source.channels / g.groups(); channel++) {
            for (int term : terms) {
                all.put(channel * channelStride + (term - base) * scale);
            }
        }
        return all.flip();
    }

    private static IndexPattern panel(
            List<IntBuffer> terms, Map<Integer, List<int[]>> bundles, int period, int units, int unitWeight) {
        int[] offset = terms.getFirst().array();
        int[] weight = terms.getLast().array();
        return new IndexPattern(
                offset,
                weight,
                IntStream.of(weight).map(at -> strip(at, units, unitWeight)).toArray(),
                step(offset, weight),
                bundles.entrySet().stream()
                        .map(e -> bundle(e.getKey(), e.getValue(), period))
                        .toList());
    }

    private static WeightGroup bundle(int weight, List<int[]> columns, int period) {
        columns.sort(Comparator.comparingInt(column -> column[1] / period));
        return new WeightGroup(weight, column(columns, 0), column(columns, 1));
    }

    private static int step(int[] offset, int[] weight) {
        int step = weight.length > 1 ? weight[1] : 1;
        boolean even = IntStream.range(0, offset.length)
                .allMatch(k -> offset[k] == k * BlockLayout.LANES && weight[k] == k * step);
        return even ? step : 0;
    }

    private static int[] column(List<int[]> pairs, int which) {
        return pairs.stream().mapToInt(pair -> pair[which]).toArray();
    }
}
