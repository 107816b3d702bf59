package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PairedTest {
    /** Student's own data (1908): hours of sleep gained with two drugs; mean difference 1.58, deviation 1.2299955. */
    @Test
    void studentsSleepData() {
        double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
        double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
        Paired paired = Paired.of(seeds(second), seeds(first)).orElseThrow();

        assertEquals(10, paired.pairs());
        assertEquals(1.58, paired.difference(), 1e-12);
        assertEquals(1.58 / 1.2299955, paired.effect().orElseThrow(), 1e-6);
        assertEquals(4 / 1024.0, paired.test().p());
    }

    @Test
    void onlySharedFiniteSeedsArePaired() {
        Paired paired = Paired.of(Map.of(1L, 3.0, 2L, Double.NaN, 4L, 9.0), Map.of(1L, 1.0, 2L, 1.0, 3L, 0.0))
                .orElseThrow();

        assertEquals(1, paired.pairs());
        assertEquals(2.0, paired.difference());
        assertEquals(Optional.empty(), paired.interval());
        assertEquals(Optional.empty(), Paired.of(Map.of(1L, 1.0), Map.of(2L, 1.0)));
    }

    @Test
    void equalArmsDifferByNothing() {
        Map<Long, Double> same = Map.of(0L, 1.0, 1L, 2.0, 2L, 3.0, 3L, 4.0, 4L, 5.0, 5L, 6.0);
        Paired paired = Paired.of(same, same).orElseThrow();

        assertEquals(Optional.of(new Interval(0, 0)), paired.interval());
        assertEquals(1.0, paired.test().p());
        assertTrue(paired.effect().isEmpty());
    }

    @Test
    void aSummaryLeavesOutAndCountsWhatIsNotFinite() {
        Summary summary = Summary.of(List.of(1.0, Double.NaN, 4.0, 2.0, Double.NEGATIVE_INFINITY))
                .orElseThrow();

        assertEquals(3, summary.count());
        assertEquals(2, summary.left());
        assertEquals(7 / 3.0, summary.mean(), 1e-15);
        assertEquals(2.0, summary.median());
        assertEquals(StrictMath.sqrt(7 / 3.0), summary.deviation().orElseThrow(), 1e-15);
        assertEquals(Optional.empty(), Summary.of(List.of(Double.NaN)));
        assertTrue(Summary.of(List.of(5.0)).orElseThrow().deviation().isEmpty());
    }

    private static Map<Long, Double> seeds(double[] values) {
        Map<Long, Double> seeds = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            seeds.put((long) i, values[i]);
        }
        return seeds;
    }
}
