package org.recurve.reports.answer;

import java.util.OptionalDouble;
import org.recurve.reports.statistics.McNemarComparison;
import org.recurve.reports.statistics.PairedSummary;
import org.recurve.reports.statistics.WelchComparison;

/** Describes what became of a planned contrast. */
public sealed interface PlannedContrast {
    /** A contrast that was tested. */
    sealed interface TestedContrast extends PlannedContrast {
        /** Returns its p-value after Holm over the family. */
        double adjusted();
    }

    /**
     * The mean difference over shared seeds.
     *
     * @param equivalence the p-value of "it reaches the margin", after Holm over the family; empty without a margin
     */
    record PairedDifference(PairedSummary paired, double adjusted, OptionalDouble equivalence)
            implements TestedContrast {}

    /**
     * The difference of the means of arms that are no pairs.
     *
     * @param why they are none
     * @param equivalence the p-value of "it reaches the margin", after Holm over the family; empty without a margin
     */
    record IndependentDifference(WelchComparison test, String why, double adjusted, OptionalDouble equivalence)
            implements TestedContrast {}

    /** Describes how many seeds succeeded, where some did not: their mean would leave the others out. */
    record SuccessDifference(McNemarComparison test, double adjusted) implements TestedContrast {}

    /** Every seed ended in the very state of the arm compared with; there is nothing to test. */
    record IdenticalState(int seeds) implements PlannedContrast {}
}
