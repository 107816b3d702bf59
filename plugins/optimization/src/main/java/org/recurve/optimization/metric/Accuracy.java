package org.recurve.optimization.metric;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The share of right answers, from 0 to 1: an answer is the class with the largest output, the first if tied.
 *
 * <p>Output [classes] with one class index as target, or [steps, classes] with one a step; then each true step counts.
 */
@Plugin(id = "accuracy", version = 1, summary = "the share of examples (or steps) whose largest output is the target")
public final class Accuracy implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new RunningMean(scores -> scores.answer() == scores.target() ? 1 : 0);
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ClassScores.check("accuracy", prediction);
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public boolean isShare() {
        return true;
    }
}
