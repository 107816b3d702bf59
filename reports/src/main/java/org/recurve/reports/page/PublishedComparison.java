package org.recurve.reports.page;

import java.util.List;
import java.util.Optional;
import org.recurve.api.event.StudyQuestions.PublishedNumber;
import org.recurve.api.event.StudyQuestions.PublishedSource;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.text.NumberText;

/** Describes what others have published, and ours beside it. */
public record PublishedComparison(String source, List<PublishedRow> rows) {
    private static final int DIGITS = 4;

    public PublishedComparison {
        rows = List.copyOf(rows);
    }

    /**
     * A number of theirs.
     *
     * @param ours empty if there is none yet
     */
    public record PublishedRow(StudyArm arm, String metric, String theirs, Optional<String> ours) {}

    static List<PublishedComparison> of(
            List<PublishedSource> published, StudyArms arms, Optional<SuccessSurvival> survival) {
        return published.stream()
                .map(one -> new PublishedComparison(
                        one.source(),
                        one.results().stream()
                                .flatMap(number -> row(number, arms, survival).stream())
                                .toList()))
                .toList();
    }

    private static Optional<PublishedRow> row(
            PublishedNumber number, StudyArms arms, Optional<SuccessSurvival> survival) {
        String task = number.arm().task().isEmpty()
                ? arms.tasks().stream().findFirst().orElse("")
                : number.arm().task();
        boolean updates = number.metric().equals(PublishedNumber.UPDATES);
        return arms.find(number.arm().variant(), task)
                .map(arm -> new PublishedRow(
                        arm,
                        updates ? "updates to success" : number.metric(),
                        updates
                                ? NumberText.count(StrictMath.round(number.value()))
                                : NumberText.significant(number.value(), DIGITS),
                        updates
                                ? survival.flatMap(s -> updates(arm, s))
                                : SeedSummary.of(arm.values(number.metric()).values())
                                        .map(PublishedComparison::mean)));
    }

    private static String mean(SeedSummary summary) {
        return NumberText.significant(summary.mean(), DIGITS)
                + (summary.deviation().isPresent()
                        ? " ± " + NumberText.significant(summary.deviation().getAsDouble(), 2)
                        : "")
                + " (" + summary.count() + (summary.count() == 1 ? " seed)" : " seeds)");
    }

    private static Optional<String> updates(StudyArm arm, SuccessSurvival survival) {
        return survival.arms().stream()
                .filter(one -> one.arm().equals(arm))
                .map(one -> "median " + one.median() + " (" + one.succeeded() + " of "
                        + one.seeds().size() + " seeds succeeded)")
                .findFirst();
    }
}
