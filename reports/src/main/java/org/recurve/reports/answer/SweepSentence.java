package org.recurve.reports.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.reports.study.ComparisonQuestion;
import org.recurve.reports.sweep.SweepOptimum;
import org.recurve.reports.sweep.SweepOptimum.EdgeValue;
import org.recurve.reports.sweep.SweepPoints;
import org.recurve.reports.text.NumberText;

/** Says which point of a sweep is best, by how much, how flat it is there, and whether it lies at an edge. */
public final class SweepSentence {
    private SweepSentence() {}

    /** Returns the clauses of a sentence, without a capital and a full stop; the range alone if nobody knows what is better. */
    public static List<String> clauses(SweepPoints sweep, ComparisonQuestion question) {
        int decimals = DecimalPlaces.of(
                sweep.points().stream().map(point -> point.summary()).toList());
        DifferenceWording wording = new DifferenceWording(
                sweep.metric(),
                question.nature().better(sweep.metric()),
                question.nature().isShare(sweep.metric()),
                decimals);
        List<String> clauses = new ArrayList<>();
        Optional<Better> better = wording.better();
        if (better.isEmpty() || sweep.points().size() == 1) {
            clauses.add(range(sweep, decimals));
        } else {
            optimum(sweep, SweepOptimum.of(sweep, better.get()), wording, clauses);
        }
        if (sweep.without() > 0) {
            clauses.add(
                    count(sweep.without(), "point") + (sweep.without() == 1 ? " has no result" : " have no result"));
        }
        return clauses;
    }

    private static void optimum(
            SweepPoints sweep, SweepOptimum optimum, DifferenceWording wording, List<String> clauses) {
        SeedSummary summary = optimum.best().summary();
        clauses.add("of " + count(sweep.points().size(), "point") + " the best is "
                + optimum.best().text() + ", with "
                + sweep.metric() + " " + NumberText.fixed(summary.mean(), wording.decimals())
                + summary.deviation().stream()
                        .mapToObj(deviation -> "\u00a0±\u00a0" + NumberText.fixed(deviation, wording.decimals()))
                        .findFirst()
                        .orElse("")
                + " over " + count(summary.count(), "seed"));
        optimum.next()
                .ifPresent(next -> clauses.add("the next, " + next.text() + ", is "
                        + wording.amount(next.mean() - optimum.best().mean()) + " behind"));
        clauses.add(flatness(optimum));
        if (!optimum.edges().isEmpty()) {
            clauses.add(HeadlineSubjects.and(
                            optimum.edges().stream().map(SweepSentence::edge).toList())
                    + " tried, so there may be better beyond");
        }
    }

    /** With one seed for each point, nobody knows what is noise. */
    private static String flatness(SweepOptimum optimum) {
        if (optimum.alike().isEmpty()) {
            return "each point has one seed, so nobody knows which differences are noise";
        }
        int alike = optimum.alike().getAsInt();
        return alike == 0
                ? "every other is farther behind than one standard error"
                : count(alike, "other") + (alike == 1 ? " is" : " are")
                        + " within one standard error of it, so the optimum is flat there";
    }

    private static String edge(EdgeValue edge) {
        return edge.setting() + " " + edge.value() + " is the " + (edge.largest() ? "largest" : "smallest");
    }

    private static String range(SweepPoints sweep, int decimals) {
        var means = sweep.points().stream().mapToDouble(point -> point.mean()).summaryStatistics();
        return count(sweep.points().size(), "point") + (sweep.points().size() == 1 ? " was" : " were")
                + " explored, with " + sweep.metric() + " from " + NumberText.fixed(means.getMin(), decimals) + " to "
                + NumberText.fixed(means.getMax(), decimals);
    }

    private static String count(int count, String word) {
        return NumberText.count(count) + " " + word + (count == 1 ? "" : "s");
    }
}
