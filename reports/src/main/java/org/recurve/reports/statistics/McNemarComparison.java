package org.recurve.reports.statistics;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's exact test of two success rates on the same seeds (<i>Psychometrika</i> 12, 1947): of the seeds on which only
 * one of the two succeeded, each could as well have been the other's, were there no difference.
 *
 * @param pairs seeds on which both ended
 * @param gained seeds on which only the first succeeded
 * @param lost seeds on which only the second succeeded
 * @param p two-sided binomial, at most 1
 */
public record McNemarComparison(int pairs, int gained, int lost, double p) {
    /** Compares {@code pairs} seeds. */
    public static McNemarComparison of(int pairs, int gained, int lost) {
        BinomialDistribution even = new BinomialDistribution(null, gained + lost, 0.5);
        double tail = even.cumulativeProbability(StrictMath.min(gained, lost));
        return new McNemarComparison(pairs, gained, lost, StrictMath.min(1, 2 * tail));
    }
}
