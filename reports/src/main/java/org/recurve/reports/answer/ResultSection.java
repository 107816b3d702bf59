package org.recurve.reports.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.recurve.reports.picture.PlotAxis;
import org.recurve.reports.settings.VariantDelta;
import org.recurve.reports.statistics.ConfidenceInterval;
import org.recurve.reports.statistics.PairedSummary;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.reports.statistics.SignFlipComparison;
import org.recurve.reports.study.ComparisonQuestion;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.study.VariantDeltas;

/**
 * Every arm of a task, by the metric that answers the question.
 *
 * @param family how many contrasts the study plans, in all tasks
 * @param decimals which the metric's values are printed with
 * @param values the axis of seeds
 * @param differences the axis of differences; always has zero on it
 */
public record ResultSection(
        String task,
        ComparisonQuestion compare,
        int family,
        List<ResultRow> rows,
        int decimals,
        PlotAxis values,
        PlotAxis differences) {
    public ResultSection {
        rows = List.copyOf(rows);
    }

    /**
     * An arm.
     *
     * @param seeds each finished seed's value
     * @param summary empty if no seed has a finite value
     * @param unsuccessful seeds that diverged or gave no finite value
     * @param contrast with the arm compared with; empty for that arm itself and where no seed is shared
     * @param deltas what variants change
     */
    public record ResultRow(
            StudyArm arm,
            boolean baseline,
            Map<Long, Double> seeds,
            Optional<SeedSummary> summary,
            int unsuccessful,
            Optional<PlannedContrast> contrast,
            VariantDeltas deltas) {
        /** Returns what the variant changes; empty if it is a point of a sweep, or if no seed of both has begun. */
        public Optional<VariantDelta> delta() {
            return deltas.of(arm);
        }

        public Optional<PairedSummary> difference() {
            return contrast.flatMap(
                    c -> c instanceof PlannedContrast.PairedDifference d ? Optional.of(d.paired()) : Optional.empty());
        }

        public Optional<PlannedContrast.TestedContrast> tested() {
            return contrast.flatMap(
                    c -> c instanceof PlannedContrast.TestedContrast t ? Optional.of(t) : Optional.empty());
        }

        /** Returns the difference of means, paired or not; empty if none was tested. */
        public OptionalDouble shift() {
            return contrast.map(c -> switch (c) {
                        case PlannedContrast.PairedDifference d ->
                            OptionalDouble.of(d.paired().difference());
                        case PlannedContrast.IndependentDifference i ->
                            OptionalDouble.of(i.test().difference());
                        case PlannedContrast.SuccessDifference _, PlannedContrast.IdenticalState _ ->
                            OptionalDouble.empty();
                    })
                    .orElse(OptionalDouble.empty());
        }

        /** Returns the interval of {@link #shift()}. */
        public Optional<ConfidenceInterval> interval() {
            return contrast.flatMap(c -> switch (c) {
                case PlannedContrast.PairedDifference d -> d.paired().interval();
                case PlannedContrast.IndependentDifference i ->
                    Optional.of(i.test().interval());
                case PlannedContrast.SuccessDifference _, PlannedContrast.IdenticalState _ -> Optional.empty();
            });
        }

        /** Returns whether a seed had no result: then a mean of the others would flatter the arm, and is withheld. */
        public boolean withheld() {
            return unsuccessful > 0;
        }
    }

    /** Returns the table of a task, with what each variant changes. */
    public static ResultSection of(
            String task, StudyArms arms, ComparisonQuestion question, TestFamily family, VariantDeltas deltas) {
        List<ResultRow> rows = arms.of(task).stream()
                .map(arm -> row(arm, question, family, deltas))
                .toList();
        List<Double> values =
                rows.stream().flatMap(row -> row.seeds().values().stream()).toList();
        return new ResultSection(
                task,
                question,
                family.size(),
                rows,
                decimals(rows),
                PlotAxis.over(values),
                PlotAxis.over(differences(rows, question.margin())));
    }

    private static ResultRow row(StudyArm arm, ComparisonQuestion question, TestFamily family, VariantDeltas deltas) {
        NavigableMap<Long, Double> seeds = arm.values(question.primary());
        boolean baseline = arm.variant().equals(question.against());
        return new ResultRow(
                arm,
                baseline,
                seeds,
                SeedSummary.of(seeds.values()),
                arm.unsuccessful(seeds).size(),
                family.of(arm),
                deltas);
    }

    /** Returns what may be said of a row's contrast. */
    public ContrastVerdict verdict(ResultRow row) {
        return ContrastVerdict.of(row.contrast(), compare.margin(), seedsNeeded());
    }

    /** Returns the rows that are compared with another. */
    public List<ResultRow> comparisons() {
        return rows.stream()
                .filter(row -> !row.baseline() && !row.arm().isPoint())
                .toList();
    }

    private static int decimals(List<ResultRow> rows) {
        return DecimalPlaces.of(
                rows.stream().flatMap(row -> row.summary().stream()).toList());
    }

    private static List<Double> differences(List<ResultRow> rows, OptionalDouble margin) {
        List<Double> all = new ArrayList<>(List.of(0.0));
        margin.ifPresent(m -> DoubleStream.of(-m, m).forEach(all::add));
        rows.stream()
                .flatMap(row -> row.difference().stream())
                .flatMap(ResultSection::extent)
                .forEach(all::add);
        return all;
    }

    private static Stream<Double> extent(PairedSummary pairedSummary) {
        return Stream.concat(
                pairedSummary.differences().values().stream(),
                pairedSummary.interval().stream().flatMap(interval -> Stream.of(interval.low(), interval.high())));
    }

    /** Returns the fewest seeds with which some contrast could have been told apart at 5 %. */
    public int seedsNeeded() {
        return compare.isFolded() ? 2 : SignFlipComparison.pairsNeeded(StrictMath.max(1, family));
    }

    /** Returns what a value is of, in a heading: a seed, or a fold of a round. */
    public String unit() {
        return compare.isFolded() ? "fold" : "seed";
    }

    /** Returns the test of a difference, in a few words. */
    public String testName() {
        return compare.isFolded() ? "two-sided corrected resampled t test" : "two-sided paired sign-flip test";
    }

    /** Returns what the test supposes, and what the interval is. */
    public String testNote() {
        String holm = "; adjusted by Holm for the " + family + " planned " + (family == 1 ? "contrast" : "contrasts")
                + ". Interval: all mean differences that the test does not reject at 5 %, each contrast on its own. ";
        return compare.isFolded()
                ? "p: two-sided t test on the mean difference over J folds, with the variance of differences times 1/J + 1/"
                        + (compare.folds() - 1)
                        + " in place of 1/J, since trainings on different folds share examples (Nadeau and Bengio, 2003)"
                        + holm
                : "p: two-sided sign-flip permutation test on the mean difference (exact up to 20 seeds), which supposes that"
                        + " without an effect each difference could have had either sign" + holm;
    }

    /** Returns whether anything is compared: points of a sweep are explored only. */
    public boolean compared() {
        return family > 0;
    }

    /** Returns whether all arms are points of a sweep. */
    public boolean explored() {
        return rows.stream().allMatch(row -> row.arm().isPoint());
    }

    /** Returns whether any seed has finished with the metric. */
    public boolean answered() {
        return rows.stream().anyMatch(row -> row.summary().isPresent());
    }

    /** Returns whether some arm has several finite seeds, so that a spread is shown. */
    public boolean spread() {
        return rows.stream()
                .flatMap(row -> row.summary().stream())
                .anyMatch(summary -> summary.deviation().isPresent());
    }
}
