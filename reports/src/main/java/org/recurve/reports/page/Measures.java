package org.recurve.reports.page;

import java.util.List;
import java.util.Optional;
import org.recurve.reports.statistics.Summary;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;

/** Every metric of every arm at the selected epoch. */
public record Measures(List<String> metrics, List<Row> rows) {
    public Measures {
        metrics = List.copyOf(metrics);
        rows = List.copyOf(rows);
    }

    /** One arm; a summary for each metric, empty where no seed has a finite value. */
    public record Row(Arm arm, List<Optional<Summary>> summaries) {}

    static Measures of(Arms arms) {
        List<String> metrics = arms.metrics();
        return new Measures(
                metrics,
                arms.all().stream()
                        .map(arm -> new Row(
                                arm,
                                metrics.stream()
                                        .map(metric ->
                                                Summary.of(arm.values(metric).values()))
                                        .toList()))
                        .toList());
    }
}
