package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Held to the published formula, worked out by hand, and to tables of Student's t. */
class CorrectedComparisonTest {
    private static final double[] FIVE = {0.02, 0.05, 0.01, 0.04, 0.03};

    /**
     * Mean 0.03, variance 0.00025, and 1/5 + 1/4 = 0.45 for five folds: t = 0.03 / √0.0001125 = 2√2 with 4 degrees of freedom. Of
     * those, P(|T| > t) = 1 − u (3 − u²) / 2 with u = t / √(4 + t²) = √(2/3) (Abramowitz and Stegun, 26.7.4). The table's 2.776445
     * is the 97.5 % point.
     */
    @Test
    void fiveFoldsByHand() {
        CorrectedComparison test = CorrectedComparison.of(5, FIVE);
        double u = Math.sqrt(2 / 3.0);
        assertEquals(1 - u * (3 - u * u) / 2, test.p(), 1e-9);
        double half = 2.776445105 * Math.sqrt(0.0001125);
        ConfidenceInterval interval = test.interval().orElseThrow();
        assertEquals(0.03 - half, interval.low(), 1e-9);
        assertEquals(0.03 + half, interval.high(), 1e-9);
    }

    /** Two rounds of five folds: 1/10 + 1/4, and not the 1/10 of independent pairs; with 9 degrees of freedom 2.262157. */
    @Test
    void roundsShareExamplesToo() {
        double[] ten = {0.02, 0.05, 0.01, 0.04, 0.03, 0.02, 0.05, 0.01, 0.04, 0.03};
        ConfidenceInterval interval = CorrectedComparison.of(5, ten).interval().orElseThrow();
        double variance = 10 * 0.0002 / 9; // ten differences, each 0.0002 from the mean on average, squared
        assertEquals(2.262157163 * Math.sqrt(variance * 0.35), 0.03 - interval.low(), 1e-9);
    }

    @Test
    void whatHasNoSpread() {
        assertEquals(Optional.empty(), CorrectedComparison.of(5, 0.1).interval());
        assertEquals(1, CorrectedComparison.of(5, 0.1).p());
        assertEquals(1, CorrectedComparison.of(5, 0, 0, 0).p());
        assertEquals(
                Optional.of(new ConfidenceInterval(0.5, 0.5)),
                CorrectedComparison.of(5, 0.5, 0.5).interval());
    }

    /** Folds are paired by their number, and margins are tested in the same way. */
    @Test
    void differencesOfFoldsAreTestedSo() {
        Map<Long, Double> these = new HashMap<>();
        Map<Long, Double> those = new HashMap<>();
        for (int i = 0; i < FIVE.length; i++) {
            these.put((long) i, 0.5 + FIVE[i]);
            those.put((long) i, 0.5);
        }
        PairedSummary summary = PairedSummary.of(these, those, 5).orElseThrow();
        assertEquals(CorrectedComparison.of(5, FIVE).p(), summary.test().p(), 1e-9);
        assertTrue(summary.test().p() > 0.04 && summary.test().p() < 0.05);
        assertEquals(
                1 / 16.0, PairedSummary.of(these, those).orElseThrow().test().p(), "sign flips of five");
        // At the margin 0.06 the difference lies 0.03 below it: the test of that, one-sided, is half of the two-sided
        // one.
        assertEquals(summary.test().p() / 2, EquivalenceComparison.of(summary, 0.06), 1e-9);
    }

    /** With no overlap it is the plain t test; with some, larger differences are needed: √(1/J + ρ) times the shift. */
    @Test
    void powerIsThatOfTheLargerVariance() {
        double plain = TestPower.detectable(10, 0.05, 0.8);
        assertEquals(plain, TestPower.detectable(10, 0, 0.05, 0.8), 1e-9);
        assertEquals(
                plain * Math.sqrt(0.35 / 0.1),
                TestPower.detectable(10, CorrectedComparison.overlap(5), 0.05, 0.8),
                1e-4);
    }
}
