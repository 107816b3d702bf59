package org.recurve.reports.statistics;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * The mean difference between two arms over the seeds they share.
 *
 * @param differences of the seeds for which both values are finite, by seed; at least one
 * @param effect d_z, the mean difference in standard deviations (divisor n − 1) of the differences; empty if these are zero or one
 * @param test of the mean difference
 */
public record PairedSummary(
        SortedMap<Long, Double> differences, double difference, OptionalDouble effect, PairedTest test) {
    public PairedSummary {
        differences = Collections.unmodifiableSortedMap(new TreeMap<>(differences));
    }

    /** {@code of − from}, by seed; empty if they share no seed. */
    public static Optional<PairedSummary> of(Map<Long, Double> these, Map<Long, Double> from) {
        return of(these, from, 0);
    }

    /**
     * Returns the same of the folds of cross-validation.
     *
     * @param folds of each round; 0 if seeds are independent
     */
    public static Optional<PairedSummary> of(Map<Long, Double> these, Map<Long, Double> from, int folds) {
        SortedMap<Long, Double> bySeed = new TreeMap<>();
        these.forEach((seed, value) -> {
            double difference = value - from.getOrDefault(seed, Double.NaN);
            if (Double.isFinite(difference)) {
                bySeed.put(seed, difference);
            }
        });
        double[] differences =
                bySeed.values().stream().mapToDouble(Double::doubleValue).toArray();
        if (differences.length == 0) {
            return Optional.empty();
        }
        DescriptiveStatistics statistics = new DescriptiveStatistics(differences);
        double mean = statistics.getMean();
        double deviation = statistics.getStandardDeviation();
        OptionalDouble effect =
                differences.length > 1 && deviation > 0 ? OptionalDouble.of(mean / deviation) : OptionalDouble.empty();
        PairedTest test = folds > 1 ? CorrectedComparison.of(folds, differences) : SignFlipComparison.of(differences);
        return Optional.of(new PairedSummary(bySeed, mean, effect, test));
    }

    /** Returns how many seeds they share. */
    public int pairs() {
        return differences.size();
    }

    public Optional<ConfidenceInterval> interval() {
        return test.interval();
    }
}
