package org.recurve.reports.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.recurve.reports.answer.AnswerSentence;
import org.recurve.reports.statistics.KaplanMeier;
import org.recurve.reports.statistics.KaplanMeier.WatchedSubject;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.study.SuccessRule;
import org.recurve.reports.text.NumberText;
import org.recurve.storage.view.EpochView;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/**
 * Describes how many updates each arm's seeds took to succeed; those that never did are censored, not left out.
 *
 * @param longest how many updates the longest trial made
 */
public record SuccessSurvival(SuccessRule success, long longest, List<ArmSurvival> arms) {
    /** The extents of the plot. */
    public static final int WIDTH = 560;

    public static final int HEIGHT = 200;

    public SuccessSurvival {
        arms = List.copyOf(arms);
    }

    /** The seeds of one arm, and the share of them still without success. */
    public record ArmSurvival(StudyArm arm, List<WatchedSubject> seeds, KaplanMeier curve) {
        public ArmSurvival {
            seeds = List.copyOf(seeds);
        }

        public long succeeded() {
            return seeds.stream().filter(WatchedSubject::came).count();
        }

        /** {@code 1,000}, or that it lies beyond what was seen. */
        public String median() {
            OptionalDouble median = curve.median();
            return median.isPresent() ? NumberText.count(StrictMath.round(median.getAsDouble())) : "not reached";
        }
    }

    /** Empty if the study does not say what success is, or no epoch ended. */
    static Optional<SuccessSurvival> of(Optional<SuccessRule> success, StudyArms arms, StoreReader reader) {
        return success.flatMap(s -> of(s, arms, reader));
    }

    private static Optional<SuccessSurvival> of(SuccessRule rule, StudyArms arms, StoreReader reader) {
        Map<String, List<EpochView>> epochs = reader.epochs(arms.all().stream()
                .flatMap(arm -> arm.trials().stream())
                .map(TrialView::id)
                .toList());
        long longest = epochs.values().stream()
                .flatMap(List::stream)
                .mapToLong(EpochView::step)
                .max()
                .orElse(0);
        return longest == 0
                ? Optional.empty()
                : Optional.of(new SuccessSurvival(
                        rule,
                        longest,
                        arms.all().stream()
                                .map(arm -> of(arm, rule.updates(arm, epochs, longest)))
                                .filter(arm -> !arm.seeds().isEmpty())
                                .toList()));
    }

    private static ArmSurvival of(StudyArm arm, List<WatchedSubject> seeds) {
        return new ArmSurvival(arm, seeds, KaplanMeier.of(seeds));
    }

    /** In words, without the arm's name. */
    public AnswerSentence said(ArmSurvival one) {
        long succeeded = one.succeeded();
        int seeds = one.seeds().size();
        String median = one.curve().median().isPresent()
                ? "; the median is " + one.median() + " updates"
                : "; the median was not reached within " + NumberText.count(longest) + " updates";
        String who = succeeded == seeds
                ? (seeds == 1 ? " succeeded with its one seed" : " succeeded with all " + seeds + " seeds")
                : " succeeded with " + succeeded + " of " + seeds + (seeds == 1 ? " seed" : " seeds");
        return AnswerSentence.of(one.arm(), who + median + ".");
    }

    /** Returns the curve as a path: down at each success, level between, until the last seed was watched. */
    public String path(ArmSurvival one) {
        StringBuilder path = new StringBuilder("M0 0");
        for (KaplanMeier.SurvivalStep step : one.curve().steps()) {
            path.append("H").append(x(step.time())).append("V").append(y(step.left()));
        }
        double end =
                one.seeds().stream().mapToDouble(WatchedSubject::time).max().orElse(0);
        return path.append("H").append(x(end)).toString();
    }

    /** To a tenth of a unit. */
    public double x(double updates) {
        return StrictMath.rint(10 * WIDTH * updates / longest) / 10;
    }

    private static double y(double left) {
        return StrictMath.rint(10 * HEIGHT * (1 - left)) / 10;
    }

    /** Returns how high the curve lies where a seed was censored. */
    public double y(ArmSurvival one, WatchedSubject censored) {
        return y(one.curve().steps().stream()
                .filter(step -> step.time() <= censored.time())
                .mapToDouble(KaplanMeier.SurvivalStep::left)
                .reduce(1, (_, last) -> last));
    }
}
