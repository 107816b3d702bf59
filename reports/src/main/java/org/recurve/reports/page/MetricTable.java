package org.recurve.reports.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
        List<MetricColumn> columns = IntStream.range(0, metrics.size())
                .mapToObj(place -> new MetricColumn(
                        metrics.get(place),
                        DecimalPlaces.of(rows.stream()
                                .flatMap(row -> row.summaries().get(place).stream())
                                .toList())))
                .toList();
        return new MetricTable(columns, rows);
    }

    private static List<Optional<SeedSummary>> summaries(StudyArm arm, List<String> metrics) {
        return metrics.stream()
                .map(metric -> SeedSummary.of(arm.values(metric).values()))
                .toList();
    }
}
