package org.recurve.reports.page;

import java.util.List;
import java.util.Optional;
import org.recurve.reports.statistics.Summary;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;

/** Every metric of every arm at the selected epoch. */
public record Measures(List<Column> metrics, List<Row> rows) {
    public Measures {
        metrics = List.copyOf(metrics);
        rows = List.copyOf(rows);
    }

    /** A metric and the decimals its values are printed with. */
    public record Column(String metric, int decimals) {}

    /** One arm; a summary for each metric, empty where no seed has a finite value. */
    public record Row(Arm arm, List<Optional<Summary>> summaries) {}

    static Measures of(Arms arms) {
        List<String> metrics = arms.metrics();
        List<Row> rows = arms.all().stream()
                .map(arm -> new Row(arm, summaries(arm, metrics)))
                .toList();
        return new Measures(metrics.stream().map(metric -> column(metric, arms)).toList(), rows);
    }

    private static Column column(String metric, Arms arms) {
        List<Summary> summaries = arms.all().stream()
                .flatMap(arm -> Summary.of(arm.values(metric).values()).stream())
                .toList();
        return new Column(metric, Decimals.of(summaries));
    }

    private static List<Optional<Summary>> summaries(Arm arm, List<String> metrics) {
        return metrics.stream()
                .map(metric -> Summary.of(arm.values(metric).values()))
                .toList();
    }
}
