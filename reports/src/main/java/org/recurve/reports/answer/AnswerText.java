package org.recurve.reports.answer;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.reports.statistics.ConfidenceInterval;
import org.recurve.reports.statistics.PairedSummary;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.reports.text.NumberText;

/** A result table in plain sentences: the baseline, then every planned contrast. */
public final class AnswerText {
    private final ResultSection table;
    private final String against;
    private final DifferenceWording wording;

    private AnswerText(ResultSection table) {
        this.table = table;
        this.against = table.compare().against();
        this.wording = DifferenceWording.of(table);
    }

    public static List<AnswerSentence> of(ResultSection table) {
        return table.answered()
                ? new AnswerText(table).sentences()
                : List.of(AnswerSentence.of("No trial has finished with a finite value yet, so there is no answer."));
    }

    private List<AnswerSentence> sentences() {
        List<AnswerSentence> sentences = new ArrayList<>(preliminary());
        if (table.explored()) {
            sentences.add(range());
        } else {
            table.rows().stream()
                    .filter(ResultSection.ResultRow::baseline)
                    .flatMap(row -> row.summary().stream().map(summary -> level(row, summary)))
                    .forEach(sentences::add);
        }
        contrasts().forEach(sentences::add);
        return sentences;
    }

    /** Says how much is missing, if anything is. */
    private List<AnswerSentence> preliminary() {
        int planned = table.rows().stream().mapToInt(row -> row.arm().planned()).sum();
        int finished = table.rows().stream().mapToInt(row -> row.seeds().size()).sum();
        return finished >= planned
                ? List.of()
                : List.of(AnswerSentence.of(
                        "Incomplete: " + finished + " of " + planned + " trials finished with a value."));
    }

    private AnswerSentence range() {
        DoubleSummaryStatistics means = table.rows().stream()
                .flatMap(row -> row.summary().stream())
                .mapToDouble(SeedSummary::mean)
                .summaryStatistics();
        return AnswerSentence.of(means.getCount() + " points were explored, with "
                + table.compare().primary() + " from "
                + NumberText.fixed(means.getMin(), table.decimals()) + " to "
                + NumberText.fixed(means.getMax(), table.decimals()) + " (means over seeds)" + imported() + ".");
    }

    /** Returns what a sentence about all arms must say of trials that nobody here has reproduced. */
    private String imported() {
        long imported =
                table.rows().stream().mapToLong(row -> row.arm().imported()).sum();
        int trials =
                table.rows().stream().mapToInt(row -> row.arm().trials().size()).sum();
        return imported == 0 ? "" : ", " + imported + " of " + trials + " trials imported";
    }

    private AnswerSentence level(ResultSection.ResultRow row, SeedSummary summary) {
        if (row.withheld()) {
            return AnswerSentence.of(
                    row.arm(),
                    ": " + row.unsuccessful() + " of "
                            + (summary.count() + row.unsuccessful()) + " seeds gave no "
                            + table.compare().primary()
                            + ", so no mean is stated; the others have the median "
                            + NumberText.fixed(summary.median(), table.decimals()) + ".");
        }
        String spread = summary.deviation().isPresent()
                ? " ± " + NumberText.fixed(summary.deviation().getAsDouble(), table.decimals())
                        + " (mean and standard deviation of " + summary.count() + " seeds)"
                : " (one seed: no spread is known)";
        return AnswerSentence.of(
                row.arm(),
                " reaches " + table.compare().primary() + " " + NumberText.fixed(summary.mean(), table.decimals())
                        + spread + ".");
    }

    /** Returns one sentence for each contrast, in the order of the study. */
    private Stream<AnswerSentence> contrasts() {
        return table.rows().stream().flatMap(row -> row.contrast().map(contrast -> contrast(row, contrast)).stream());
    }

    private AnswerSentence contrast(ResultSection.ResultRow row, PlannedContrast contrast) {
        return switch (contrast) {
            case PlannedContrast.PairedDifference d -> AnswerSentence.of(row.arm(), difference(row, d));
            case PlannedContrast.IndependentDifference i -> AnswerSentence.of(row.arm(), independent(row, i));
            case PlannedContrast.SuccessDifference s ->
                AnswerSentence.of(
                        row.arm(),
                        " and " + against + " are told apart by the seeds that did not succeed: of "
                                + s.test().pairs() + " seeds, " + s.test().gained() + " succeeded with "
                                + row.arm().variant() + " alone and "
                                + s.test().lost() + " with " + against + " alone, p = " + adjusted(s)
                                + " (exact McNemar).");
            case PlannedContrast.IdenticalState identicalState ->
                AnswerSentence.of(
                        row.arm(),
                        " changed nothing: every seed ended in the very state of " + against + " ("
                                + identicalState.seeds() + " equal digests), so nothing was tested.");
        };
    }

    private String difference(ResultSection.ResultRow row, PlannedContrast.PairedDifference contrast) {
        PairedSummary pairedSummary = contrast.paired();
        String effect = pairedSummary.effect().isPresent()
                ? ", effect size\u00a0"
                        + NumberText.signed(pairedSummary.effect().getAsDouble(), 1)
                : "";
        return said(row, pairedSummary.difference(), pairedSummary.interval()) + ", p = " + adjusted(contrast) + effect
                + ", " + seeds(pairedSummary.pairs()) + ".";
    }

    private String independent(ResultSection.ResultRow row, PlannedContrast.IndependentDifference contrast) {
        var test = contrast.test();
        return said(row, test.difference(), Optional.of(test.interval()))
                + ", p = " + adjusted(contrast) + " (Welch), compared unpaired since " + contrast.why() + ", "
                + test.first() + " and " + seeds(test.second()) + ".";
    }

    /** Returns what the verdict allows: a large p is no proof of no effect, only a margin that holds the whole interval is. */
    private String said(ResultSection.ResultRow row, double difference, Optional<ConfidenceInterval> interval) {
        return switch (table.verdict(row)) {
            case EQUIVALENT ->
                " shows no difference worth having from " + against + " (the margin is "
                        + wording.amount(table.compare().margin().orElseThrow()) + "): " + open(difference, interval);
            case HIGHER, LOWER ->
                " " + wording.outcome(difference, against) + within(wording.interval(interval, difference));
            case TOO_FEW ->
                " cannot be told apart from " + against + " with fewer than " + table.seedsNeeded() + " seeds: "
                        + open(difference, interval);
            case OPEN, SUCCEEDS_MORE, SUCCEEDS_LESS, IDENTICAL, UNTESTED ->
                " is inconclusive against " + against + ": " + open(difference, interval);
        };
    }

    private String open(double difference, Optional<ConfidenceInterval> interval) {
        return "difference " + wording.difference(difference) + within(wording.interval(interval));
    }

    private static String within(Optional<String> interval) {
        return interval.map(text -> ", 95\u00a0% interval " + text).orElse("");
    }

    private String adjusted(PlannedContrast.TestedContrast testedContrast) {
        return NumberText.significant(testedContrast.adjusted(), 2) + " after Holm over\u00a0" + table.family();
    }

    private String seeds(int count) {
        return count + "\u00a0" + table.unit() + (count == 1 ? "" : "s");
    }
}
