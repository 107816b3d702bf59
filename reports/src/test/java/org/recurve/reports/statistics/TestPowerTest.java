package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TestPowerTest {
    /** R's own examples: power.t.test(n = 20, delta = 1, sd = 1) prints power = 0.8689528. */
    @Test
    void asRPrintsForTwoSamples() {
        assertEquals(0.8689528, TestPower.of(2 * 19, StrictMath.sqrt(20 / 2.0), 0.05), 1e-6);
    }

    /** power.t.test(power = .90, delta = 1) prints n = 22.02110. */
    @Test
    void asRPrintsForTheSampleSize() {
        double n = 22.02110;
        assertEquals(0.90, TestPower.of(2 * (n - 1), StrictMath.sqrt(n / 2), 0.05), 1e-5);
    }

    /** With many pairs it is z of 97.5 % plus z of 80 %, 1.959964 + 0.841621, over the root of their number. */
    @Test
    void withManyPairsItIsThatOfTheNormal() {
        assertEquals(2.801585 / 100, TestPower.detectable(10_000, 0.05, 0.8), 1e-5);
    }
}
