package org.recurve.reports.page;

import java.util.List;
import java.util.Optional;
import org.recurve.reports.answer.DecimalPlaces;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;

/** Every metric of every arm at the selected epoch. */
public record MetricTable(List<MetricColumn> metrics, List<MetricRow> rows) {
    public MetricTable {
        metrics = List.copyOf(metrics);
        rows = List.copyOf(rows);
    }

    /** A metric and the decimals its values are printed with. */
    public record MetricColumn(String metric, int decimals) {}

    /** An arm; a summary for each metric, empty where no seed has a finite value. */
    public record MetricRow(StudyArm arm, List<Optional<SeedSummary>> summaries) {}

    static MetricTable of(StudyArms arms) {
        List<String> metrics = arms.metrics();
        List<MetricRow> rows = arms.all().stream()
                .map(arm -> new MetricRow(arm, summaries(arm, metrics)))
                .toList();
        return new MetricTable(
                metrics.stream().map(metric -> column(metric, arms)).toList(), rows);
    }

    private static MetricColumn column(String metric, StudyArms arms) {
        List<SeedSummary> summaries = arms.all().stream()
                .flatMap(arm -> SeedSummary.of(arm.values(metric).values()).stream())
                .toList();
        return new MetricColumn(metric, DecimalPlaces.of(summaries));
    }

    private static List<Optional<SeedSummary>> summaries(StudyArm arm, List<String> metrics) {
        return metrics.stream()
                .map(metric -> SeedSummary.of(arm.values(metric).values()))
                .toList();
    }
}
