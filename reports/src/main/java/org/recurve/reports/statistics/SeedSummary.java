package org.recurve.reports.statistics;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.util.FastMath;

/**
 * Seeds, summed up. Values that are not finite are left out and counted.
 *
 * @param count of finite values, at least 1
 * @param deviation standard deviation with divisor n − 1; empty for one value
 * @param left how many values were not finite
 */
public record SeedSummary(
        int count, double mean, OptionalDouble deviation, double median, double low, double high, int left) {
    /** Empty if no value is finite. */
    public static Optional<SeedSummary> of(Collection<Double> values) {
        double[] finite =
                values.stream().mapToDouble(d -> d).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new SeedSummary(
                finite.length,
                StatUtils.mean(finite),
                finite.length > 1
                        ? OptionalDouble.of(FastMath.sqrt(StatUtils.variance(finite)))
                        : OptionalDouble.empty(),
                StatUtils.percentile(finite, 50),
                StatUtils.min(finite),
                StatUtils.max(finite),
                values.size() - finite.length));
    }
}
