package org.recurve.engine.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.recurve.engine.diagnosis.Diagnosis.RateTestStep;
import org.recurve.engine.diagnosis.DiagnosisFinding;

/**
 * A learning-rate range test after Smith (<i>Cyclical Learning Rates for Training Neural Networks</i>, 2015): one training
 * whose steps grow from a thousandth of the optimizer's own to a thousandfold, until the loss explodes.
 *
 * @param start the loss before the first step
 */
record LearningRateTest(double start, List<RateTestStep> rates) {
    private static final int RATES = 49;
    private static final double EXPLODED = 4;
    private static final double CLOSE = 3;
    private static final double FAR = 30;
    /** Steps that are this many times shorter than those that explode are safe, and not much too short. */
    private static final double LEAST_MARGIN = 3;

    private static final double MOST_MARGIN = 10;

    /** A step of the training, so many times as long as the optimizer would make it. */
    @FunctionalInterface
    interface RateTestAction {
        /** @param number of the step, from 0, of {@code of} */
        RateTestStep step(int number, int of, double factor);
    }

    static LearningRateTest of(double start, RateTestAction action) {
        List<RateTestStep> rateTestSteps = new ArrayList<>();
        boolean exploded = false;
        for (int i = 0; i < RATES && !exploded; i++) {
            RateTestStep rateTestStep = action.step(i, RATES, StrictMath.pow(10, -3 + 6.0 * i / (RATES - 1)));
            rateTestSteps.add(rateTestStep);
            exploded = !(rateTestStep.loss() < EXPLODED * start);
        }
        return new LearningRateTest(start, List.copyOf(rateTestSteps));
    }

    /**
     * Returns the first of the steps from which on the loss rose until it had exploded, if it did: where steps become too long. The
     * last one says it late, since the loss has first to make up for what shorter steps had gained.
     */
    private Optional<RateTestStep> exploded() {
        int first = rates.size() - 1;
        if (rates.get(first).loss() < EXPLODED * start) {
            return Optional.empty();
        }
        while (first > 0 && !(loss(first - 1) <= loss(first - 2))) {
            first--;
        }
        return Optional.of(rates.get(first));
    }

    /** Returns the loss behind a step, and before the first one. */
    private double loss(int step) {
        return step < 0 ? start : rates.get(step).loss();
    }

    /** Returns the step behind which the loss was smallest; of length 0 if none made it smaller. */
    private RateTestStep best() {
        RateTestStep best = new RateTestStep(0, Optional.empty(), start);
        for (RateTestStep rateTestStep : rates) {
            best = rateTestStep.loss() < best.loss() ? rateTestStep : best;
        }
        return best;
    }

    /** @param learnt whether the examples were learnt by heart; then steps are long enough, however long they could be */
    List<DiagnosisFinding> findings(boolean learnt) {
        if (!Double.isFinite(start)) {
            return List.of(new DiagnosisFinding(
                    "the loss before training is " + start + ", whatever the learning rate",
                    "look for NaN in inputs or targets, and for log(0) or division by 0"));
        }
        List<DiagnosisFinding> findings = new ArrayList<>();
        exploded()
                .filter(rateTestStep -> rateTestStep.factor() <= CLOSE)
                .ifPresent(rateTestStep -> findings.add(new DiagnosisFinding(
                        format(
                                "the loss explodes with steps %.2g times as long as the optimizer's",
                                rateTestStep.factor()),
                        shorter(rateTestStep) + ", or a clipper")));
        RateTestStep best = best();
        if (!learnt && best.factor() >= FAR) {
            findings.add(new DiagnosisFinding(
                    format("steps %.0f times as long still made the loss smaller", best.factor()), longer(best)));
        }
        return findings;
    }

    /** Returns what is a margin below the steps that exploded, in the optimizer's own unit where it has one. */
    private static String shorter(RateTestStep exploded) {
        return exploded.rate()
                .map(rate -> format(
                        "a learning rate between %.2g and %.2g: it explodes at %.2g",
                        rate / MOST_MARGIN, rate / LEAST_MARGIN, rate))
                .orElseGet(() -> format(
                        "steps between %.2g and %.2g times as long as now",
                        exploded.factor() / MOST_MARGIN, exploded.factor() / LEAST_MARGIN));
    }

    private String longer(RateTestStep best) {
        RateTestStep safe = exploded()
                .filter(rateTestStep -> rateTestStep.factor() / LEAST_MARGIN < best.factor())
                .map(rateTestStep -> new RateTestStep(
                        rateTestStep.factor() / LEAST_MARGIN,
                        rateTestStep.rate().map(own -> own / LEAST_MARGIN),
                        rateTestStep.loss()))
                .orElse(best);
        return safe.rate()
                .map(rate -> format("a learning rate of up to %.2g", rate))
                .orElseGet(() -> format("steps up to %.2g times as long as now", safe.factor()));
    }

    private static String format(String text, Object... numbers) {
        return String.format(Locale.ROOT, text, numbers);
    }
}
