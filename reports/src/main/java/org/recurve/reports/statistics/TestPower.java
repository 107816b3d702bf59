package org.recurve.reports.statistics;

import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The power of the paired t test, of which the sign-flip test's is close to for differences that are about normal (Cohen,
 * <i>Statistical Power Analysis</i>, 1988, § 2): the chance that t with n − 1 degrees of freedom, not centred, passes the critical
 * value.
 */
public final class TestPower {
    private static final int EVALUATIONS = 100_000;
    private static final double ACCURACY = 1e-7;
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private TestPower() {}

    /**
     * Returns the chance that the statistic exceeds its upper critical value; that of the other tail is left out, as R's power.t.test does.
     *
     * @param shift by which the statistic is not centred
     * @param level two-sided
     */
    static double of(double freedom, double shift, double level) {
        double critical = new TDistribution(null, freedom).inverseCumulativeProbability(1 - level / 2);
        ChiSquaredDistribution chi = new ChiSquaredDistribution(null, freedom);
        double most = chi.inverseCumulativeProbability(1 - 1e-12);
        return new IterativeLegendreGaussIntegrator(16, ACCURACY, ACCURACY)
                .integrate(
                        EVALUATIONS,
                        x -> chi.density(x)
                                * (1 - NORMAL.cumulativeProbability(critical * StrictMath.sqrt(x / freedom) - shift)),
                        0,
                        most);
    }

    /**
     * Returns the smallest mean difference, in standard deviations of the differences, that so many pairs find with this chance.
     *
     * @param pairs at least 2
     * @param level two-sided
     */
    public static double detectable(int pairs, double level, double power) {
        return detectable(pairs, 0, level, power);
    }

    /**
     * Returns the same where trainings share examples.
     *
     * @param overlap how many examples are tested for each that is trained on; see {@link CorrectedComparison}
     */
    public static double detectable(int pairs, double overlap, double level, double power) {
        double root = 1 / StrictMath.sqrt(1.0 / pairs + overlap);
        return new BrentSolver(1e-6).solve(1000, effect -> of(pairs - 1.0, effect * root, level) - power, 1e-9, 1000);
    }
}
