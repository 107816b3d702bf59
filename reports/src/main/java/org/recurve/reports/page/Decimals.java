package org.recurve.reports.page;

import java.util.List;
import org.recurve.reports.statistics.Summary;
import org.recurve.reports.text.Numbers;

/** How exactly a column of summaries is printed. */
final class Decimals {
    private Decimals() {}

    /** So many decimals that the middle one of the spreads shows two digits. */
    static int of(List<Summary> summaries) {
        double[] spreads = summaries.stream()
                .flatMapToDouble(summary -> summary.deviation().stream())
                .filter(deviation -> deviation > 0)
                .sorted()
                .toArray();
        double spread = spreads.length == 0 ? Double.NaN : spreads[(spreads.length - 1) / 2];
        double value = summaries.stream().mapToDouble(Summary::mean).findFirst().orElse(Double.NaN);
        return Numbers.decimals(spread, value);
    }
}
