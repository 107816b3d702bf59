package org.recurve.optimization.metric;

import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The share of examples of which every label is answered rightly, from 0 to 1: a label holds where its output is above 0. A single wrong
 * one of many makes an example wrong, where {@code accuracy} counts each label by itself.
 *
 * <p>Output and target [labels], or [steps, labels]; then all labels of all true steps must be right.
 */
@Plugin(id = "subset-accuracy", version = 1, summary = "the share of examples all of whose labels are right")
public final class SubsetAccuracy implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new WholeExamples();
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ClassScores.checkLabels("subset-accuracy", prediction, Optional.empty());
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public boolean isShare() {
        return true;
    }

    private static final class WholeExamples implements Accumulator {
        private long right;
        private long all;

        @Override
        public void add(Sample sample) {
            boolean[] wrong = new boolean[1];
            ClassScores.eachLabel(sample, (_, scores) -> wrong[0] |= scores.answer() != scores.target());
            right += wrong[0] ? 0 : 1;
            all++;
        }

        @Override
        public double value() {
            return (double) right / all;
        }
    }
}
