package org.recurve.reports.page;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.recurve.reports.statistics.KaplanMeier;
import org.recurve.reports.statistics.KaplanMeier.Watched;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;
import org.recurve.reports.study.Success;
import org.recurve.reports.text.Numbers;
import org.recurve.storage.EpochView;
import org.recurve.storage.Reader;

/**
 * How many updates each arm's seeds took to succeed; those that never did are censored, not left out.
 *
 * @param longest how many updates the longest trial made
 */
public record Survival(Success success, long longest, List<OfArm> arms) {
    /** The extents of the plot. */
    public static final int WIDTH = 560;

    public static final int HEIGHT = 200;

    public Survival {
        arms = List.copyOf(arms);
    }

    /** One arm's seeds, and the share of them still without success. */
    public record OfArm(Arm arm, List<Watched> seeds, KaplanMeier curve) {
        public OfArm {
            seeds = List.copyOf(seeds);
        }

        public long succeeded() {
            return seeds.stream().filter(Watched::came).count();
        }

        /** {@code 1,000}, or that it lies beyond what was seen. */
        public String median() {
            OptionalDouble median = curve.median();
            return median.isPresent() ? Numbers.count(StrictMath.round(median.getAsDouble())) : "not reached";
        }
    }

    /** Empty if the study does not say what success is, or no epoch ended. */
    static Optional<Survival> of(Optional<Success> success, Arms arms, Reader reader) {
        return success.flatMap(s -> of(s, arms, reader));
    }

    private static Optional<Survival> of(Success success, Arms arms, Reader reader) {
        long longest = arms.all().stream()
                .flatMap(arm -> arm.trials().stream())
                .flatMap(trial -> reader.epochs(trial.id()).stream())
                .mapToLong(EpochView::step)
                .max()
                .orElse(0);
        return longest == 0
                ? Optional.empty()
                : Optional.of(new Survival(
                        success,
                        longest,
                        arms.all().stream()
                                .map(arm -> of(arm, success.updates(arm, reader, longest)))
                                .filter(arm -> !arm.seeds().isEmpty())
                                .toList()));
    }

    private static OfArm of(Arm arm, List<Watched> seeds) {
        return new OfArm(arm, seeds, KaplanMeier.of(seeds));
    }

    /** In words, without the arm's name. */
    public Sentence said(OfArm one) {
        long succeeded = one.succeeded();
        int seeds = one.seeds().size();
        String median = one.curve().median().isPresent()
                ? "; the median is " + one.median() + " updates"
                : "; the median was not reached within " + Numbers.count(longest) + " updates";
        String who = succeeded == seeds
                ? (seeds == 1 ? " succeeded with its one seed" : " succeeded with all " + seeds + " seeds")
                : " succeeded with " + succeeded + " of " + seeds + (seeds == 1 ? " seed" : " seeds");
        return Sentence.of(one.arm(), who + median + ".");
    }

    /** The curve as a path: down at each success, level between, until the last seed was watched. */
    public String path(OfArm one) {
        StringBuilder path = new StringBuilder("M0 0");
        for (KaplanMeier.Step step : one.curve().steps()) {
            path.append("H").append(x(step.time())).append("V").append(y(step.left()));
        }
        double end = one.seeds().stream().mapToDouble(Watched::time).max().orElse(0);
        return path.append("H").append(x(end)).toString();
    }

    /** To a tenth of a unit. */
    public double x(double updates) {
        return StrictMath.rint(10 * WIDTH * updates / longest) / 10;
    }

    private static double y(double left) {
        return StrictMath.rint(10 * HEIGHT * (1 - left)) / 10;
    }

    /** How high the curve lies where a seed was censored. */
    public double y(OfArm one, Watched censored) {
        return y(one.curve().steps().stream()
                .filter(step -> step.time() <= censored.time())
                .mapToDouble(KaplanMeier.Step::left)
                .reduce(1, (_, last) -> last));
    }
}
