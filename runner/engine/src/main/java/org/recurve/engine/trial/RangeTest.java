package org.recurve.engine.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.recurve.engine.trial.Examination.Rate;

/**
 * A learning-rate range test after Smith (<i>Cyclical Learning Rates for Training Neural Networks</i>, 2015): one training
 * whose steps grow from a thousandth of the optimizer's own to a thousandfold, until the loss explodes.
 *
 * @param start the loss before the first step
 */
record RangeTest(double start, List<Rate> rates) {
    private static final int RATES = 49;
    private static final double EXPLODED = 4;
    private static final double CLOSE = 3;
    private static final double FAR = 30;

    /** A step of the training, so many times as long as the optimizer would make it. */
    @FunctionalInterface
    interface Stepping {
        /** @param number of the step, from 0, of {@code of} */
        Rate step(int number, int of, double factor);
    }

    static RangeTest of(double start, Stepping stepping) {
        List<Rate> rates = new ArrayList<>();
        boolean exploded = false;
        for (int i = 0; i < RATES && !exploded; i++) {
            Rate rate = stepping.step(i, RATES, StrictMath.pow(10, -3 + 6.0 * i / (RATES - 1)));
            rates.add(rate);
            exploded = !(rate.loss() < EXPLODED * start);
        }
        return new RangeTest(start, List.copyOf(rates));
    }

    /** The factor with which the loss exploded, if it did. */
    private Optional<Double> exploded() {
        Rate last = rates.getLast();
        return last.loss() < EXPLODED * start ? Optional.empty() : Optional.of(last.factor());
    }

    /** The factor behind which the loss was smallest. */
    private double best() {
        Rate best = new Rate(0, Optional.empty(), start);
        for (Rate rate : rates) {
            best = rate.loss() < best.loss() ? rate : best;
        }
        return best.factor();
    }

    /** @param learnt whether the examples were learnt by heart; then steps are long enough, however long they could be */
    List<Finding> findings(boolean learnt) {
        List<Finding> findings = new ArrayList<>();
        exploded()
                .filter(factor -> factor <= CLOSE)
                .ifPresent(factor -> findings.add(new Finding(
                        String.format(
                                Locale.ROOT,
                                "the loss explodes with steps %.2g times as long as the optimizer's",
                                factor),
                        "a learning rate three to ten times smaller, or a clipper")));
        if (!learnt && best() >= FAR) {
            findings.add(new Finding(
                    String.format(Locale.ROOT, "steps %.0f times as long still made the loss smaller", best()),
                    "a larger learning rate: the largest that does not diverge learns fastest"));
        }
        return findings;
    }
}
