package org.recurve.reports.statistics;

/**
 * Two one-sided tests that a mean difference lies within a margin (Schuirmann, <i>Journal of Pharmacokinetics and
 * Biopharmaceutics</i> 15, 1987): the larger p-value of the hypotheses that it reaches the margin below, and above.
 */
public final class EquivalenceComparison {
    private EquivalenceComparison() {}

    /** Returns p by the test of the paired differences, moved by the margin. */
    public static double of(PairedSummary paired, double margin) {
        return StrictMath.max(above(paired, margin), above(paired, -margin));
    }

    /** Returns p of the hypothesis that the difference reaches a bound, seen from the side of zero. */
    private static double above(PairedSummary paired, double margin) {
        double[] moved = paired.differences().values().stream()
                .mapToDouble(difference -> difference + margin)
                .toArray();
        double side = StrictMath.signum(margin) * (paired.difference() + margin);
        return side > 0 ? paired.test().again(moved).p() / 2 : 1;
    }

    /** Returns p by Welch's t. */
    public static double of(WelchComparison test, double margin) {
        return StrictMath.max(test.below(-margin), test.above(margin));
    }
}
