package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PairedTest {
    /** Student's own data (1908): hours of sleep gained with two drugs; R's t.test gives [0.7001, 2.4599]. */
    @Test
    void studentsSleepDataGiveStudentsInterval() {
        double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
        double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
        Paired paired = Paired.of(seeds(second), seeds(first)).orElseThrow();
        Paired.Interval interval = paired.interval().orElseThrow();

        assertEquals(10, paired.pairs());
        assertEquals(1.58, paired.difference(), 1e-12);
        assertEquals(0.7001142, interval.low(), 1e-7);
        assertEquals(2.4598858, interval.high(), 1e-7);
        assertTrue(interval.excludesZero());
    }

    @Test
    void onlySharedFiniteSeedsArePaired() {
        Paired paired = Paired.of(Map.of(1L, 3.0, 2L, Double.NaN, 4L, 9.0), Map.of(1L, 1.0, 2L, 1.0, 3L, 0.0))
                .orElseThrow();

        assertEquals(new Paired(1, 2.0, Optional.empty()), paired);
        assertEquals(Optional.empty(), Paired.of(Map.of(1L, 1.0), Map.of(2L, 1.0)));
    }

    @Test
    void equalArmsDifferByNothing() {
        Paired paired =
                Paired.of(Map.of(0L, 1.0, 1L, 2.0), Map.of(0L, 1.0, 1L, 2.0)).orElseThrow();

        assertEquals(Optional.of(new Paired.Interval(0, 0)), paired.interval());
        assertFalse(paired.interval().orElseThrow().excludesZero());
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
