package org.recurve.reports.page;

import java.util.List;
import java.util.Optional;
import org.recurve.reports.statistics.Summary;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;
import org.recurve.reports.study.Published;
import org.recurve.reports.text.Numbers;

/** What others have published, and ours beside it. */
public record Beside(String source, List<Row> rows) {
    private static final int DIGITS = 4;

    public Beside {
        rows = List.copyOf(rows);
    }

    /**
     * One number of theirs.
     *
     * @param ours empty if there is none yet
     */
    public record Row(Arm arm, String metric, String theirs, Optional<String> ours) {}

    static List<Beside> of(List<Published> published, Arms arms, Optional<Survival> survival) {
        return published.stream()
                .map(one -> new Beside(
                        one.source(),
                        one.results().stream()
                                .flatMap(result -> row(result, arms, survival).stream())
                                .toList()))
                .toList();
    }

    private static Optional<Row> row(Published.Result result, Arms arms, Optional<Survival> survival) {
        int slash = result.of().indexOf('/');
        String variant = slash < 0 ? result.of() : result.of().substring(0, slash);
        String task = slash < 0
                ? arms.tasks().stream().findFirst().orElse("")
                : result.of().substring(slash + 1);
        boolean updates = result.metric().equals(Published.UPDATES);
        return arms.find(variant, task)
                .map(arm -> new Row(
                        arm,
                        updates ? "updates to success" : result.metric(),
                        updates
                                ? Numbers.count(StrictMath.round(result.value()))
                                : Numbers.significant(result.value(), DIGITS),
                        updates
                                ? survival.flatMap(s -> updates(arm, s))
                                : Summary.of(arm.values(result.metric()).values())
                                        .map(Beside::mean)));
    }

    private static String mean(Summary summary) {
        return Numbers.significant(summary.mean(), DIGITS)
                + (summary.deviation().isPresent()
                        ? " ± " + Numbers.significant(summary.deviation().getAsDouble(), 2)
                        : "")
                + " (" + summary.count() + (summary.count() == 1 ? " seed)" : " seeds)");
    }

    private static Optional<String> updates(Arm arm, Survival survival) {
        return survival.arms().stream()
                .filter(one -> one.arm().equals(arm))
                .map(one -> "median " + one.median() + " (" + one.succeeded() + " of "
                        + one.seeds().size() + " seeds succeeded)")
                .findFirst();
    }
}
