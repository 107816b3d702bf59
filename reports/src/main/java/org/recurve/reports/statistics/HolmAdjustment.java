package org.recurve.reports.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adjusts p-values for the number of planned tests, so that the chance of one false alarm among all is at most the level
 * (Holm, <i>Scandinavian Journal of Statistics</i> 6, 1979): the i-th smallest, times {@code m − i + 1}, none below one before it.
 */
public final class HolmAdjustment {
    private HolmAdjustment() {}

    /**
     * Adjusted p-values, in the order given.
     *
     * @param family how many tests were planned; those without a p-value count as not rejected
     */
    public static List<Double> adjust(List<Double> p, int family) {
        List<Integer> ascending = IntStream.range(0, p.size())
                .boxed()
                .sorted(Comparator.comparing(p::get))
                .toList();
        double[] adjusted = new double[p.size()];
        double floor = 0;
        for (int rank = 0; rank < ascending.size(); rank++) {
            int index = ascending.get(rank);
            floor = StrictMath.max(floor, StrictMath.min(1, p.get(index) * (family - rank)));
            adjusted[index] = floor;
        }
        return java.util.Arrays.stream(adjusted).boxed().toList();
    }
}
