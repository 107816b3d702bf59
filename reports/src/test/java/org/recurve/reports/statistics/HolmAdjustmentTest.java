package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class HolmAdjustmentTest {
    /** R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") gives 0.03 0.06 0.06 0.02. */
    @Test
    void isWhatRPrints() {
        List<Double> adjusted = HolmAdjustment.adjust(List.of(0.01, 0.04, 0.03, 0.005), 4);
        List<Double> expected = List.of(0.03, 0.06, 0.06, 0.02);
        for (int i = 0; i < 4; i++) {
            assertEquals(expected.get(i), adjusted.get(i), 1e-15);
        }
    }

    @Test
    void plannedTestsWithoutAnAnswerCount() {
        assertEquals(List.of(0.05), HolmAdjustment.adjust(List.of(0.0125), 4));
        assertEquals(List.of(1.0, 1.0), HolmAdjustment.adjust(List.of(0.6, 0.9), 2));
        assertEquals(List.of(), HolmAdjustment.adjust(List.of(), 3));
    }
}
