package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.recurve.reports.statistics.Interval;
import org.recurve.reports.statistics.Paired;
import org.recurve.reports.statistics.Summary;
import org.recurve.reports.text.Numbers;

/** A result table in plain sentences: the baseline, then every planned contrast. */
final class Headline {
    private static final double LEVEL = 0.05;

    private final ResultTable table;
    private final String against;
    private final Wording wording;

    private Headline(ResultTable table) {
        this.table = table;
        this.against = table.compare().against();
        this.wording = Wording.of(table);
    }

    static List<Sentence> of(ResultTable table) {
        return table.answered()
                ? new Headline(table).sentences()
                : List.of(Sentence.of("No trial has finished with a finite value yet, so there is no answer."));
    }

    private List<Sentence> sentences() {
        List<Sentence> sentences = new ArrayList<>(preliminary());
        if (table.explored()) {
            sentences.add(range());
        } else {
            table.rows().stream()
                    .filter(ResultTable.Row::baseline)
                    .flatMap(row -> row.summary().stream().map(summary -> level(row, summary)))
                    .forEach(sentences::add);
        }
        contrasts().forEach(sentences::add);
        return sentences;
    }

    /** Says how much is missing, if anything is. */
    private List<Sentence> preliminary() {
        int planned = table.rows().stream().mapToInt(row -> row.arm().planned()).sum();
        int finished = table.rows().stream().mapToInt(row -> row.seeds().size()).sum();
        return finished >= planned
                ? List.of()
                : List.of(Sentence.of("Incomplete: " + finished + " of " + planned + " trials finished with a value."));
    }

    private Sentence range() {
        DoubleSummaryStatistics means = table.rows().stream()
                .flatMap(row -> row.summary().stream())
                .mapToDouble(Summary::mean)
                .summaryStatistics();
        return Sentence.of(means.getCount() + " points were explored, with "
                + table.compare().primary() + " from "
                + Numbers.fixed(means.getMin(), table.decimals()) + " to "
                + Numbers.fixed(means.getMax(), table.decimals()) + " (means over seeds)" + imported() + ".");
    }

    /** What a sentence about all arms must say of trials that nobody here has reproduced. */
    private String imported() {
        long imported =
                table.rows().stream().mapToLong(row -> row.arm().imported()).sum();
        int trials =
                table.rows().stream().mapToInt(row -> row.arm().trials().size()).sum();
        return imported == 0 ? "" : ", " + imported + " of " + trials + " trials imported";
    }

    private Sentence level(ResultTable.Row row, Summary summary) {
        if (row.withheld()) {
            return Sentence.of(
                    row.arm(),
                    ": " + row.unsuccessful() + " of "
                            + (summary.count() + row.unsuccessful()) + " seeds gave no "
                            + table.compare().primary()
                            + ", so no mean is stated; the others have the median "
                            + Numbers.fixed(summary.median(), table.decimals()) + ".");
        }
        String spread = summary.deviation().isPresent()
                ? " ± " + Numbers.fixed(summary.deviation().getAsDouble(), table.decimals())
                        + " (mean and standard deviation of " + summary.count() + " seeds)"
                : " (one seed: no spread is known)";
        return Sentence.of(
                row.arm(),
                " reaches " + table.compare().primary() + " " + Numbers.fixed(summary.mean(), table.decimals()) + spread
                        + ".");
    }

    /** One sentence for each contrast, in the order of the study. */
    private Stream<Sentence> contrasts() {
        return table.rows().stream().flatMap(row -> row.contrast().map(contrast -> contrast(row, contrast)).stream());
    }

    private Sentence contrast(ResultTable.Row row, Contrast contrast) {
        return switch (contrast) {
            case Contrast.Difference d -> Sentence.of(row.arm(), difference(d));
            case Contrast.Independent i -> Sentence.of(row.arm(), independent(i));
            case Contrast.Success s ->
                Sentence.of(
                        row.arm(),
                        " and " + against + " are told apart by the seeds that did not succeed: of "
                                + s.test().pairs() + " seeds, " + s.test().gained() + " succeeded with "
                                + row.arm().variant() + " alone and "
                                + s.test().lost() + " with " + against + " alone, p = " + adjusted(s)
                                + " (exact McNemar).");
            case Contrast.Same same ->
                Sentence.of(
                        row.arm(),
                        " changed nothing: every seed ended in the very state of " + against + " (" + same.seeds()
                                + " equal digests), so nothing was tested.");
        };
    }

    private String difference(Contrast.Difference contrast) {
        Paired paired = contrast.paired();
        String effect = paired.effect().isPresent()
                ? ", effect size\u00a0" + Numbers.signed(paired.effect().getAsDouble(), 1)
                : "";
        return said(paired.difference(), paired.interval(), contrast.adjusted(), paired.pairs()) + ", p = "
                + adjusted(contrast) + effect + ", " + seeds(paired.pairs()) + ".";
    }

    private String independent(Contrast.Independent contrast) {
        var test = contrast.test();
        int seeds = StrictMath.min(test.first(), test.second());
        return said(test.difference(), Optional.of(test.interval()), contrast.adjusted(), seeds)
                + ", p = " + adjusted(contrast) + " (Welch), compared unpaired since " + contrast.why() + ", "
                + test.first() + " and " + seeds(test.second()) + ".";
    }

    /** A large p is no proof of no effect: only a margin that holds the whole interval is. */
    private String said(double difference, Optional<Interval> interval, double p, int seeds) {
        OptionalDouble margin = table.compare().margin();
        if (margin.isPresent()
                && interval.filter(i -> i.within(margin.getAsDouble())).isPresent()) {
            return " shows no difference worth having from " + against + " (the margin is "
                    + wording.amount(margin.getAsDouble()) + "): " + open(difference, interval);
        }
        if (p <= LEVEL) {
            return " " + wording.outcome(difference, against) + within(wording.interval(interval, difference));
        }
        return (seeds < table.seedsNeeded()
                        ? " cannot be told apart from " + against + " with fewer than " + table.seedsNeeded()
                                + " seeds: "
                        : " is inconclusive against " + against + ": ")
                + open(difference, interval);
    }

    private String open(double difference, Optional<Interval> interval) {
        return "difference " + wording.difference(difference) + within(wording.interval(interval));
    }

    private static String within(Optional<String> interval) {
        return interval.map(text -> ", 95\u00a0% interval " + text).orElse("");
    }

    private String adjusted(Contrast.Tested tested) {
        return Numbers.significant(tested.adjusted(), 2) + " after Holm over\u00a0" + table.family();
    }

    private static String seeds(int count) {
        return count + (count == 1 ? "\u00a0seed" : "\u00a0seeds");
    }
}
