package org.recurve.reports.page;

import org.recurve.reports.statistics.McNemar;
import org.recurve.reports.statistics.Paired;
import org.recurve.reports.statistics.Welch;

/** What became of a planned contrast. */
public sealed interface Contrast {
    /** A contrast that was tested. */
    sealed interface Tested extends Contrast {
        /** Its p-value after Holm over the family. */
        double adjusted();
    }

    /** The mean difference over shared seeds. */
    record Difference(Paired paired, double adjusted) implements Tested {}

    /**
     * The difference of the means of arms that are no pairs.
     *
     * @param why they are none
     */
    record Independent(Welch test, String why, double adjusted) implements Tested {}

    /** How many seeds succeeded, where some did not: their mean would leave the others out. */
    record Success(McNemar test, double adjusted) implements Tested {}

    /** Every seed ended in the very state of the arm compared with; there is nothing to test. */
    record Same(int seeds) implements Contrast {}
}
