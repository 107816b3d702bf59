package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class EquivalenceComparisonTest {
    private static PairedSummary paired(double... differences) {
        Map<Long, Double> these = new HashMap<>();
        Map<Long, Double> from = new HashMap<>();
        for (int i = 0; i < differences.length; i++) {
            these.put((long) i, differences[i]);
            from.put((long) i, 0.0);
        }
        return PairedSummary.of(these, from).orElseThrow();
    }

    /** Moved by the margin all differences have one sign: only one of 2^6 flips is as extreme, on either side. */
    @Test
    void differencesThatAllLieWithinTheMarginGiveTheSmallestP() {
        assertEquals(1 / 64.0, EquivalenceComparison.of(paired(0.1, -0.1, 0.2, -0.2, 0.05, 0), 0.3), 1e-15);
    }

    @Test
    void aMeanOutsideTheMarginIsNeverEquivalent() {
        assertEquals(1, EquivalenceComparison.of(paired(0.4, 0.5, 0.3), 0.2));
        assertEquals(1, EquivalenceComparison.of(paired(-0.4, -0.5, -0.3), 0.2));
    }

    /** Counted by hand: moved up by ½ they are 0, 0, 1½, 0, of which 8 sets of 16 sum to no more than 0; moved down only 2 do. */
    @Test
    void theWeakerSideDecides() {
        assertEquals(1, EquivalenceComparison.of(paired(0.5, 0.5, -1, 0.5), 0.125));
        assertEquals(8 / 16.0, EquivalenceComparison.of(paired(-0.5, -0.5, 1, -0.5), 0.5), 1e-15);
    }

    /** Welch's t of the values moved by the margin, by Commons Math. */
    @Test
    void unpairedMeansAreTestedByWelchsT() {
        double[] a = {1, 2, 3, 5};
        double[] b = {2, 2.5, 3.5};
        double margin = 4;
        double[] up = {5, 6, 7, 9};
        double[] down = {-3, -2, -1, 1};
        double expected = StrictMath.max(new TTest().tTest(up, b), new TTest().tTest(down, b)) / 2;
        WelchComparison test = WelchComparison.of(List.of(a[0], a[1], a[2], a[3]), List.of(b[0], b[1], b[2]))
                .orElseThrow();
        assertEquals(expected, EquivalenceComparison.of(test, margin), 1e-12);
    }
}
