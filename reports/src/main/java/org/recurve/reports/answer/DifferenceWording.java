package org.recurve.reports.answer;

import java.util.Optional;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.statistics.ConfidenceInterval;
import org.recurve.reports.text.NumberText;

/**
 * Describes how differences of a metric are said.
 *
 * @param better which way is the good one, if that is known
 * @param share whether values are shares of a whole: then differences are percentage points
 * @param decimals which values are printed with
 */
public record DifferenceWording(String metric, Optional<Better> better, boolean share, int decimals) {
    private static final int PERCENT = 100;
    private static final int DIGITS_OF_PERCENT = 2;

    static DifferenceWording of(ResultSection table) {
        String metric = table.compare().primary();
        return new DifferenceWording(
                metric,
                table.compare().nature().better(metric),
                table.compare().nature().isShare(metric),
                table.decimals());
    }

    /** {@code loses 0.4 points of test.accuracy against baseline}. */
    String outcome(double difference, String against) {
        boolean up = difference > 0;
        return better.map(way -> switch (way) {
                            case HIGHER ->
                                (up ? "gains " : "loses ") + amount(difference) + " of " + metric + " against ";
                            case LOWER ->
                                (up ? "raises " : "lowers ") + metric + " by " + amount(difference) + " against ";
                        })
                        .orElseGet(() -> "is " + amount(difference) + (up ? " above " : " below "))
                + against;
    }

    /** {@code 0.2 to 0.6}: how much was lost, if the difference is below zero, or gained. */
    Optional<String> interval(Optional<ConfidenceInterval> interval, double difference) {
        return interval.map(i -> difference > 0
                ? plain(i.low()) + " to " + plain(i.high())
                : plain(-i.high()) + " to " + plain(-i.low()));
    }

    /** {@code −0.31 to +0.17}. */
    Optional<String> interval(Optional<ConfidenceInterval> interval) {
        return interval.map(i -> signed(i.low()) + " to " + signed(i.high()));
    }

    /** {@code −0.07 points}. */
    String difference(double difference) {
        return signed(difference) + unit();
    }

    /** {@code 0.3 points}, without its sign. */
    String amount(double difference) {
        return plain(StrictMath.abs(difference)) + unit();
    }

    /** {@code 0.3 to 1.2 points}, without signs. */
    String range(double least, double most) {
        return plain(StrictMath.abs(least)) + " to " + amount(most);
    }

    /** Returns what stands behind a difference, with the space before it; nothing for a metric in its own unit. */
    String unit() {
        return share ? "\u00a0points" : "";
    }

    private String plain(double value) {
        return NumberText.fixed(scaled(value), shown());
    }

    private String signed(double value) {
        return NumberText.signed(scaled(value), shown());
    }

    private double scaled(double value) {
        return share ? PERCENT * value : value;
    }

    private int shown() {
        return share ? StrictMath.max(0, decimals - DIGITS_OF_PERCENT) : decimals;
    }
}
