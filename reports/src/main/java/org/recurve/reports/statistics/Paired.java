package org.recurve.reports.statistics;

import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * The mean difference between two arms over the seeds they share, with its 95 % interval: d̄ ± t(0.975, n − 1) · s / √n,
 * where s is the standard deviation of the n differences. It supposes that differences are about normal.
 *
 * @param pairs seeds for which both values are finite, at least 1
 * @param interval empty for one pair
 */
public record Paired(int pairs, double difference, Optional<Interval> interval) {
    private static final double QUANTILE = 0.975;

    /** From {@code low} to {@code high}. */
    public record Interval(double low, double high) {
        public boolean excludesZero() {
            return low > 0 || high < 0;
        }
    }

    /** {@code of − from}, by seed; empty if they share no seed. */
    public static Optional<Paired> of(Map<Long, Double> of, Map<Long, Double> from) {
        double[] differences = of.entrySet().stream()
                .filter(entry -> from.containsKey(entry.getKey()))
                .mapToDouble(entry -> entry.getValue() - from.getOrDefault(entry.getKey(), Double.NaN))
                .filter(Double::isFinite)
                .toArray();
        if (differences.length == 0) {
            return Optional.empty();
        }
        DescriptiveStatistics statistics = new DescriptiveStatistics(differences);
        double mean = statistics.getMean();
        if (differences.length == 1) {
            return Optional.of(new Paired(1, mean, Optional.empty()));
        }
        double quantile = new TDistribution(differences.length - 1).inverseCumulativeProbability(QUANTILE);
        double half = quantile * statistics.getStandardDeviation() / StrictMath.sqrt(differences.length);
        return Optional.of(new Paired(differences.length, mean, Optional.of(new Interval(mean - half, mean + half))));
    }
}
