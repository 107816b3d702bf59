package org.recurve.api.report;

import java.util.List;
import java.util.Optional;

/** A study as it is stored: what a section of its report is made of. */
public interface ReportedStudy {
    String name();

    /** Returns the question that its file asks; may be empty. */
    String question();

    /** Returns the metric by which its variants are compared, as in {@code test.accuracy}; empty if nothing was measured. */
    Optional<String> primaryMetric();

    /** Returns its trials that began, in the order of its plan, the first variant's first; trials of a search among them. */
    List<ReportedTrial> trials();
}
