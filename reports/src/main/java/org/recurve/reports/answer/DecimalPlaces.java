package org.recurve.reports.answer;

import java.util.List;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.reports.text.NumberText;

/** Describes how exactly a column of summaries is printed. */
public final class DecimalPlaces {
    private DecimalPlaces() {}

    /** So many decimals that the middle one of the spreads shows two digits. */
    public static int of(List<SeedSummary> summaries) {
        double[] spreads = summaries.stream()
                .flatMapToDouble(summary -> summary.deviation().stream())
                .filter(deviation -> deviation > 0)
                .sorted()
                .toArray();
        double spread = spreads.length == 0 ? Double.NaN : spreads[(spreads.length - 1) / 2];
        double value =
                summaries.stream().mapToDouble(SeedSummary::mean).findFirst().orElse(Double.NaN);
        return NumberText.decimals(spread, value);
    }
}
