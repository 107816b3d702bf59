package org.recurve.reports.statistics;

import java.util.Optional;

/** A test of the hypothesis that the mean of paired differences is zero. */
public sealed interface PairedTest permits SignFlipComparison, CorrectedComparison {
    /** Returns the two-sided p-value, at most 1. */
    double p();

    /** Returns the means that are not rejected at 5 %; empty if none can be. */
    Optional<ConfidenceInterval> interval();

    /** Returns the same test of other differences. */
    PairedTest again(double... differences);
}
