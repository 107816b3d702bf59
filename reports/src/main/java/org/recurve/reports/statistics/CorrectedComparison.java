package org.recurve.reports.statistics;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * The corrected resampled t test of differences on the folds of cross-validation, whose trainings share examples: the variance of the
 * mean of J differences is their variance times {@code 1 / J + n₂ / n₁}, with n₂ examples tested for n₁ that are trained on (Nadeau and
 * Bengio, <i>Machine Learning</i> 52, 2003; of repeated folds, Bouckaert and Frank, 2004). It has J − 1 degrees of freedom. Of k folds
 * n₂ / n₁ is 1 / (k − 1): examples that a training keeps for validation are a part of what it learns from.
 *
 * @param p two-sided, at most 1; 1 for a single difference
 * @param interval empty for a single difference
 * @param folds of each round
 */
public record CorrectedComparison(double p, Optional<ConfidenceInterval> interval, int folds) implements PairedTest {
    private static final double UPPER = 0.975;

    /** Tests at least one difference, all finite. */
    static CorrectedComparison of(int folds, double... differences) {
        int count = differences.length;
        DescriptiveStatistics statistics = new DescriptiveStatistics(differences);
        double mean = statistics.getMean();
        if (count < 2) {
            return new CorrectedComparison(1, Optional.empty(), folds);
        }
        double error = StrictMath.sqrt(statistics.getVariance() * (1.0 / count + overlap(folds)));
        if (error == 0) {
            return new CorrectedComparison(mean == 0 ? 1 : 0, Optional.of(new ConfidenceInterval(mean, mean)), folds);
        }
        TDistribution t = new TDistribution(null, count - 1.0);
        double half = t.inverseCumulativeProbability(UPPER) * error;
        return new CorrectedComparison(
                StrictMath.min(1, 2 * t.cumulativeProbability(-StrictMath.abs(mean) / error)),
                Optional.of(new ConfidenceInterval(mean - half, mean + half)),
                folds);
    }

    /** Returns how many examples are tested for each that is trained on. */
    public static double overlap(int folds) {
        return 1.0 / (folds - 1);
    }

    @Override
    public CorrectedComparison again(double... differences) {
        return of(folds, differences);
    }
}
