package org.recurve.reports.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.statistics.SeedSummary;
import org.recurve.reports.study.ComparisonQuestion;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.text.NumberText;

/** Says which variant has the best mean so far, as what it is: no answer. */
final class LeadingVariant {
    private static final int DIGITS = 4;

    private LeadingVariant() {}

    private record RankedArm(StudyArm arm, double mean, int seeds) {}

    /** Returns a sentence; empty before two variants have a result, or if the study does not say which way is better. */
    static Optional<String> of(StudyArms arms, ComparisonQuestion question) {
        Optional<Better> better = question.nature().better(question.primary());
        List<RankedArm> ranked = arms.all().stream()
                .flatMap(arm -> SeedSummary.of(arm.values(question.primary()).values()).stream()
                        .map(summary -> new RankedArm(
                                arm,
                                summary.mean(),
                                arm.values(question.primary()).size())))
                .toList();
        if (better.isEmpty() || ranked.size() < 2 || arms.tasks().size() > 1) {
            return Optional.empty();
        }
        Comparator<RankedArm> ascending = Comparator.comparingDouble(RankedArm::mean);
        List<RankedArm> best = ranked.stream()
                .sorted(better.get() == Better.HIGHER ? ascending.reversed() : ascending)
                .toList();
        RankedArm first = best.get(0);
        RankedArm second = best.get(1);
        return Optional.of("So far " + first.arm().variant() + " leads: " + question.primary() + " "
                + NumberText.significant(first.mean(), DIGITS) + " (" + seeds(first) + "), "
                + second.arm().variant() + " " + NumberText.significant(second.mean(), DIGITS) + " (" + seeds(second)
                + "). Not an answer yet: nothing is tested before every planned seed is there.");
    }

    private static String seeds(RankedArm ranked) {
        return ranked.seeds() + " of " + ranked.arm().planned() + (ranked.arm().planned() == 1 ? " seed" : " seeds");
    }
}
