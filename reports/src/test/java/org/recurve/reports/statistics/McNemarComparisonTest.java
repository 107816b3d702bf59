package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class McNemarComparisonTest {
    /** 22 discordant pairs, 6 against 16: 2 (1 + 22 + 231 + 1540 + 7315 + 26334 + 74613) / 2²² = 0.0525. */
    @Test
    void theExactTestSumsBinomialTerms() {
        McNemarComparison test = McNemarComparison.of(100, 6, 16);
        assertEquals(2 * 110_056 / 4_194_304.0, test.p(), 1e-12);
        assertEquals(test.p(), McNemarComparison.of(100, 16, 6).p(), 1e-15);
    }

    @Test
    void asManyGainedAsLostTellsNothing() {
        assertEquals(1, McNemarComparison.of(10, 3, 3).p());
        assertEquals(1, McNemarComparison.of(10, 0, 0).p());
        assertEquals(2 / 256.0, McNemarComparison.of(8, 0, 8).p(), 1e-15);
    }
}
