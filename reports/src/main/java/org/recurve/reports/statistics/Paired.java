package org.recurve.reports.statistics;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * The mean difference between two arms over the seeds they share.
 *
 * @param pairs seeds for which both values are finite, at least 1
 * @param effect d_z, the mean difference in standard deviations (divisor n − 1) of the differences; empty if these are zero or one
 * @param test of the mean difference
 */
public record Paired(int pairs, double difference, OptionalDouble effect, SignFlip test) {
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
        double deviation = statistics.getStandardDeviation();
        OptionalDouble effect =
                differences.length > 1 && deviation > 0 ? OptionalDouble.of(mean / deviation) : OptionalDouble.empty();
        return Optional.of(new Paired(differences.length, mean, effect, SignFlip.of(differences)));
    }

    public Optional<Interval> interval() {
        return test.interval();
    }
}
