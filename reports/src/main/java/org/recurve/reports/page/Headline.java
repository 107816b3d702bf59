package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.recurve.reports.statistics.Paired;
import org.recurve.reports.statistics.Summary;
import org.recurve.reports.text.Numbers;

/** A result table in plain sentences: the baseline, then every planned contrast. */
final class Headline {
    private static final double LEVEL = 0.05;

    private Headline() {}

    static List<String> of(ResultTable table) {
        if (!table.answered()) {
            return List.of("No trial has finished with a finite value yet, so there is no answer.");
        }
        List<String> sentences = new ArrayList<>(preliminary(table));
        if (table.explored()) {
            sentences.add(range(table));
        } else {
            table.rows().stream()
                    .filter(ResultTable.Row::baseline)
                    .flatMap(row -> row.summary().stream().map(summary -> level(table, row, summary)))
                    .forEach(sentences::add);
        }
        contrasts(table).forEach(sentences::add);
        return sentences;
    }

    /** Says how much is missing, if anything is. */
    private static List<String> preliminary(ResultTable table) {
        int planned = table.rows().stream().mapToInt(row -> row.arm().planned()).sum();
        int finished = table.rows().stream().mapToInt(row -> row.seeds().size()).sum();
        return finished >= planned
                ? List.of()
                : List.of("Incomplete: " + finished + " of " + planned + " trials finished with a value.");
    }

    private static String range(ResultTable table) {
        DoubleSummaryStatistics means = table.rows().stream()
                .flatMap(row -> row.summary().stream())
                .mapToDouble(Summary::mean)
                .summaryStatistics();
        return means.getCount() + " points were explored, with "
                + table.compare().primary() + " from "
                + Numbers.fixed(means.getMin(), table.decimals()) + " to "
                + Numbers.fixed(means.getMax(), table.decimals()) + " (means over seeds).";
    }

    private static String level(ResultTable table, ResultTable.Row row, Summary summary) {
        if (row.withheld()) {
            return row.arm().variant() + ": " + row.unsuccessful() + " of "
                    + (summary.count() + row.unsuccessful()) + " seeds gave no "
                    + table.compare().primary()
                    + ", so no mean is stated; the others have the median "
                    + Numbers.fixed(summary.median(), table.decimals()) + ".";
        }
        String spread = summary.deviation().isPresent()
                ? " ± " + Numbers.fixed(summary.deviation().getAsDouble(), table.decimals())
                        + " (mean and standard deviation of " + summary.count() + " seeds)"
                : " (one seed: no spread is known)";
        return row.arm().variant() + " reaches " + table.compare().primary() + " "
                + Numbers.fixed(summary.mean(), table.decimals()) + spread + ".";
    }

    /** One sentence for each contrast, in the order of the study. */
    private static Stream<String> contrasts(ResultTable table) {
        return table.rows().stream()
                .flatMap(row -> row.contrast().map(contrast -> contrast(table, row, contrast)).stream());
    }

    private static String contrast(ResultTable table, ResultTable.Row row, Contrast contrast) {
        String arm = row.arm().variant();
        return switch (contrast) {
            case Contrast.Difference d -> difference(table, row, d);
            case Contrast.Independent i ->
                arm
                        + (i.adjusted() > LEVEL
                                ? " is inconclusive against "
                                : direction(i.test().difference()))
                        + table.compare().against() + ", compared unpaired since " + i.why() + ": difference "
                        + Numbers.signed(i.test().difference(), table.decimals()) + ", 95\u00a0% interval "
                        + Numbers.signed(i.test().interval().low(), table.decimals()) + " to "
                        + Numbers.signed(i.test().interval().high(), table.decimals()) + ", p = "
                        + adjusted(i, table) + " (Welch), " + i.test().first() + " and "
                        + i.test().second() + "\u00a0seeds.";
            case Contrast.Success s ->
                "Seeds that did not succeed decide between " + arm + " and "
                        + table.compare().against() + ": of " + s.test().pairs() + " seeds, "
                        + s.test().gained() + " succeeded with " + arm + " alone and "
                        + s.test().lost() + " with "
                        + table.compare().against() + " alone, p = " + adjusted(s, table) + " (exact McNemar).";
            case Contrast.Same same ->
                arm + " changed nothing: every seed ended in the very state of "
                        + table.compare().against() + " (" + same.seeds() + " equal digests), so nothing was tested.";
        };
    }

    private static String direction(double difference) {
        return difference < 0 ? " is below " : " is above ";
    }

    private static String adjusted(Contrast.Tested tested, ResultTable table) {
        return Numbers.significant(tested.adjusted(), 2)
                + (table.family() > 1 ? " after Holm over " + table.family() : "");
    }

    private static String difference(ResultTable table, ResultTable.Row row, Contrast.Difference contrast) {
        Paired paired = contrast.paired();
        String numbers = "difference " + Numbers.signed(paired.difference(), table.decimals())
                + paired.interval()
                        .map(interval -> ", 95\u00a0% interval " + Numbers.signed(interval.low(), table.decimals())
                                + " to " + Numbers.signed(interval.high(), table.decimals()))
                        .orElse("")
                + ", p = " + adjusted(contrast, table) + ", "
                + paired.pairs() + (paired.pairs() == 1 ? "\u00a0seed" : "\u00a0seeds");
        return row.arm().variant() + " " + verdict(table, paired, contrast.adjusted()) + " "
                + table.compare().against() + ": " + numbers + ".";
    }

    /** A large p is no proof of no effect: only a margin that holds the whole interval is. */
    private static String verdict(ResultTable table, Paired paired, double p) {
        OptionalDouble margin = table.compare().margin();
        if (margin.isPresent()
                && paired.interval()
                        .filter(interval -> interval.within(margin.getAsDouble()))
                        .isPresent()) {
            return "shows no difference worth having (the margin is " + Numbers.significant(margin.getAsDouble(), 4)
                    + ") from";
        }
        if (p <= LEVEL) {
            return paired.difference() < 0 ? "is below" : "is above";
        }
        return paired.pairs() < table.seedsNeeded()
                ? "cannot be told apart with fewer than " + table.seedsNeeded() + " seeds from"
                : "is inconclusive against";
    }
}
