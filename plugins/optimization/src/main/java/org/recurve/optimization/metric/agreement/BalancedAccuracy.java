package org.recurve.optimization.metric.agreement;

import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.optimization.metric.ClassScores;

/**
 * The mean over classes of the share of their examples that was answered correctly: what guessing reaches is one over the number of
 * classes, however rare some are. Classes that are never right count nowhere.
 *
 * <p>Output [classes] with one class index as target, or [steps, classes] with one a step; then each true step counts.
 */
@Plugin(
        id = "balanced-accuracy",
        version = 1,
        summary = "the mean over classes of the share of their examples that is classified correctly")
public final class BalancedAccuracy implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return new AnswerCounts(AnswerCounts::balanced);
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ClassScores.check("balanced-accuracy", prediction);
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
