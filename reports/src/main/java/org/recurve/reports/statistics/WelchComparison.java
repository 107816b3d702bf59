package org.recurve.reports.statistics;

import java.util.Collection;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Welch's test of the difference between two independent means (<i>Biometrika</i> 34, 1947). It supposes that the values of
 * either arm are about normal; their variances may differ.
 *
 * @param difference of the means
 * @param interval at 95 %
 * @param p two-sided
 * @param error the standard error of the difference
 * @param freedom the degrees of freedom
 */
public record WelchComparison(
        int first, int second, double difference, ConfidenceInterval interval, double p, double error, double freedom) {
    private static final double UPPER = 0.975;

    /** Empty unless both have two finite values and some spread. */
    public static Optional<WelchComparison> of(Collection<Double> these, Collection<Double> from) {
        DescriptiveStatistics a = finite(these);
        DescriptiveStatistics b = finite(from);
        double va = a.getVariance() / a.getN();
        double vb = b.getVariance() / b.getN();
        if (a.getN() < 2 || b.getN() < 2 || !(va + vb > 0)) {
            return Optional.empty();
        }
        double freedom = (va + vb) * (va + vb) / (va * va / (a.getN() - 1) + vb * vb / (b.getN() - 1));
        TDistribution t = new TDistribution(null, freedom);
        double error = StrictMath.sqrt(va + vb);
        double difference = a.getMean() - b.getMean();
        double half = t.inverseCumulativeProbability(UPPER) * error;
        double p = 2 * t.cumulativeProbability(-StrictMath.abs(difference) / error);
        return Optional.of(new WelchComparison(
                (int) a.getN(),
                (int) b.getN(),
                difference,
                new ConfidenceInterval(difference - half, difference + half),
                p,
                error,
                freedom));
    }

    /** Returns p of the hypothesis that the difference is a bound or less, one-sided. */
    double below(double bound) {
        return new TDistribution(null, freedom).cumulativeProbability((bound - difference) / error);
    }

    /** Returns p of the hypothesis that the difference is a bound or more, one-sided. */
    double above(double bound) {
        return new TDistribution(null, freedom).cumulativeProbability((difference - bound) / error);
    }

    private static DescriptiveStatistics finite(Collection<Double> values) {
        return new DescriptiveStatistics(
                values.stream().mapToDouble(d -> d).filter(Double::isFinite).toArray());
    }
}
