package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PairedSummaryTest {
    /** Student's own data (1908): hours of sleep gained with two drugs; mean difference 1.58, deviation 1.2299955. */
    @Test
    void studentsSleepData() {
        double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
        double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
        PairedSummary pairedSummary =
                PairedSummary.of(seeds(second), seeds(first)).orElseThrow();

        assertEquals(10, pairedSummary.pairs());
        assertEquals(1.58, pairedSummary.difference(), 1e-12);
        assertEquals(1.58 / 1.2299955, pairedSummary.effect().orElseThrow(), 1e-6);
        assertEquals(4 / 1024.0, pairedSummary.test().p());
    }

    @Test
    void onlySharedFiniteSeedsArePaired() {
        PairedSummary pairedSummary = PairedSummary.of(
                        Map.of(1L, 3.0, 2L, Double.NaN, 4L, 9.0), Map.of(1L, 1.0, 2L, 1.0, 3L, 0.0))
                .orElseThrow();

        assertEquals(1, pairedSummary.pairs());
        assertEquals(2.0, pairedSummary.difference());
        assertEquals(Optional.empty(), pairedSummary.interval());
        assertEquals(Optional.empty(), PairedSummary.of(Map.of(1L, 1.0), Map.of(2L, 1.0)));
    }

    @Test
    void equalArmsDifferByNothing() {
        Map<Long, Double> same = Map.of(0L, 1.0, 1L, 2.0, 2L, 3.0, 3L, 4.0, 4L, 5.0, 5L, 6.0);
        PairedSummary pairedSummary = PairedSummary.of(same, same).orElseThrow();

        assertEquals(Optional.of(new ConfidenceInterval(0, 0)), pairedSummary.interval());
        assertEquals(1.0, pairedSummary.test().p());
        assertTrue(pairedSummary.effect().isEmpty());
    }

    @Test
    void aSummaryLeavesOutAndCountsWhatIsNotFinite() {
        SeedSummary summary = SeedSummary.of(List.of(1.0, Double.NaN, 4.0, 2.0, Double.NEGATIVE_INFINITY))
                .orElseThrow();

        assertEquals(3, summary.count());
        assertEquals(2, summary.left());
        assertEquals(7 / 3.0, summary.mean(), 1e-15);
        assertEquals(2.0, summary.median());
        assertEquals(StrictMath.sqrt(7 / 3.0), summary.deviation().orElseThrow(), 1e-15);
        assertEquals(Optional.empty(), SeedSummary.of(List.of(Double.NaN)));
        assertTrue(SeedSummary.of(List.of(5.0)).orElseThrow().deviation().isEmpty());
    }

    private static Map<Long, Double> seeds(double[] values) {
        Map<Long, Double> seeds = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            seeds.put((long) i, values[i]);
        }
        return seeds;
    }
}
