package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.recurve.reports.picture.Axis;
import org.recurve.reports.statistics.Paired;
import org.recurve.reports.statistics.SignFlip;
import org.recurve.reports.statistics.Summary;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;
import org.recurve.reports.study.Compare;

/**
 * Every arm of a task, by the metric that answers the question.
 *
 * @param family how many contrasts the study plans, in all tasks
 * @param decimals which the metric's values are printed with
 * @param values the axis of seeds
 * @param differences the axis of differences; always has zero on it
 */
public record ResultTable(
        String task, Compare compare, int family, List<Row> rows, int decimals, Axis values, Axis differences) {
    public ResultTable {
        rows = List.copyOf(rows);
    }

    /**
     * One arm.
     *
     * @param seeds each finished seed's value
     * @param summary empty if no seed has a finite value
     * @param unsuccessful seeds that diverged or gave no finite value
     * @param contrast with the arm compared with; empty for that arm itself and where no seed is shared
     */
    public record Row(
            Arm arm,
            boolean baseline,
            Map<Long, Double> seeds,
            Optional<Summary> summary,
            int unsuccessful,
            Optional<Contrast> contrast) {
        public Optional<Paired> difference() {
            return contrast.flatMap(
                    c -> c instanceof Contrast.Difference d ? Optional.of(d.paired()) : Optional.empty());
        }

        public Optional<Contrast.Tested> tested() {
            return contrast.flatMap(c -> c instanceof Contrast.Tested t ? Optional.of(t) : Optional.empty());
        }

        /** Whether a seed had no result: then a mean of the others would flatter the arm, and is withheld. */
        public boolean withheld() {
            return unsuccessful > 0;
        }
    }

    static ResultTable of(String task, Arms arms, Compare compare, Family family) {
        List<Row> rows =
                arms.of(task).stream().map(arm -> row(arm, compare, family)).toList();
        List<Double> values =
                rows.stream().flatMap(row -> row.seeds().values().stream()).toList();
        return new ResultTable(
                task,
                compare,
                family.size(),
                rows,
                decimals(rows),
                Axis.over(values),
                Axis.over(differences(rows, compare.margin())));
    }

    private static Row row(Arm arm, Compare compare, Family family) {
        Map<Long, Double> seeds = arm.values(compare.primary());
        boolean baseline = arm.variant().equals(compare.against());
        return new Row(
                arm,
                baseline,
                seeds,
                Summary.of(seeds.values()),
                arm.unsuccessful(compare.primary()).size(),
                family.of(arm));
    }

    private static int decimals(List<Row> rows) {
        return Decimals.of(rows.stream().flatMap(row -> row.summary().stream()).toList());
    }

    private static List<Double> differences(List<Row> rows, OptionalDouble margin) {
        List<Double> all = new ArrayList<>(List.of(0.0));
        margin.ifPresent(m -> DoubleStream.of(-m, m).forEach(all::add));
        rows.stream()
                .flatMap(row -> row.difference().stream())
                .flatMap(ResultTable::extent)
                .forEach(all::add);
        return all;
    }

    private static Stream<Double> extent(Paired paired) {
        return Stream.concat(
                paired.differences().values().stream(),
                paired.interval().stream().flatMap(interval -> Stream.of(interval.low(), interval.high())));
    }

    /** The fewest seeds with which some contrast could have been told apart at 5 %. */
    public int seedsNeeded() {
        return SignFlip.pairsNeeded(StrictMath.max(1, family));
    }

    /** Whether anything is compared: points of a sweep are explored only. */
    public boolean compared() {
        return family > 0;
    }

    /** Whether all arms are points of a sweep. */
    public boolean explored() {
        return rows.stream().allMatch(row -> row.arm().isPoint());
    }

    /** Whether any seed has finished with the metric. */
    public boolean answered() {
        return rows.stream().anyMatch(row -> row.summary().isPresent());
    }

    /** Whether some arm has several finite seeds, so that a spread is shown. */
    public boolean spread() {
        return rows.stream()
                .flatMap(row -> row.summary().stream())
                .anyMatch(summary -> summary.deviation().isPresent());
    }
}
