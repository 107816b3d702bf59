package org.recurve.reports.answer;

import java.util.Optional;
import java.util.OptionalDouble;
import org.recurve.reports.statistics.ConfidenceInterval;
import org.recurve.reports.statistics.McNemarComparison;

/** Describes what may be said of a contrast: no sentence says more. */
public enum ContrastVerdict {
    /** The metric is higher, by a test that is adjusted for all that were planned. */
    HIGHER,
    /** The metric is lower, by such a test. */
    LOWER,
    /** More seeds succeeded, by such a test. */
    SUCCEEDS_MORE,
    /** Fewer seeds succeeded, by such a test. */
    SUCCEEDS_LESS,
    /**
     * The whole interval lies within the margin that the study named beforehand, and a test of that which is adjusted for all
     * that were planned agrees.
     */
    EQUIVALENT,
    /** Neither a difference nor equivalence was shown. */
    OPEN,
    /** With so few seeds, no difference could have been shown whatever its size. */
    TOO_FEW,
    /** Every seed ended in the very same state. */
    IDENTICAL,
    /** There is nothing to compare: no seed has finished in both. */
    UNTESTED;

    private static final double LEVEL = 0.05;

    /**
     * Returns what the test of a contrast allows.
     *
     * @param contrast empty if there was none to test
     * @param margin the difference that would matter
     * @param needed the fewest seeds with which the exact tests can reject anything
     */
    public static ContrastVerdict of(Optional<PlannedContrast> contrast, OptionalDouble margin, int needed) {
        return contrast.map(tested -> switch (tested) {
                    case PlannedContrast.PairedDifference paired ->
                        difference(
                                paired.paired().difference(),
                                paired.paired().interval(),
                                paired.adjusted(),
                                paired.equivalence(),
                                margin,
                                paired.paired().pairs() < needed);
                    case PlannedContrast.IndependentDifference apart ->
                        difference(
                                apart.test().difference(),
                                Optional.of(apart.test().interval()),
                                apart.adjusted(),
                                apart.equivalence(),
                                margin,
                                false);
                    case PlannedContrast.SuccessDifference success ->
                        success(success.test(), success.adjusted(), needed);
                    case PlannedContrast.IdenticalState _ -> IDENTICAL;
                })
                .orElse(UNTESTED);
    }

    private static ContrastVerdict difference(
            double difference,
            Optional<ConfidenceInterval> interval,
            double p,
            OptionalDouble equivalence,
            OptionalDouble margin,
            boolean few) {
        boolean within = margin.isPresent()
                && equivalence.orElse(1) <= LEVEL
                && interval.filter(i -> i.within(margin.getAsDouble())).isPresent();
        if (within) {
            return EQUIVALENT;
        }
        if (p <= LEVEL) {
            return difference > 0 ? HIGHER : LOWER;
        }
        return few ? TOO_FEW : OPEN;
    }

    private static ContrastVerdict success(McNemarComparison test, double p, int needed) {
        if (p <= LEVEL) {
            return test.gained() > test.lost() ? SUCCEEDS_MORE : SUCCEEDS_LESS;
        }
        return test.pairs() < needed ? TOO_FEW : OPEN;
    }
}
