package org.recurve.optimization.metric;

import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * The share of right answers, from 0 to 1: an answer is the class with the largest output, the first if tied.
 *
 * <p>Output [classes] with one class index as target, or [steps, classes] with one a step; then each true step counts.
 * Where targets say of several labels whether each holds, each label of each example counts: the answer is yes where its output is above 0.
 */
@Plugin(id = "accuracy", version = 1, summary = "the share of examples (or steps) whose largest output is the target")
public final class Accuracy implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return accumulator(ClassScores::each);
    }

    @Override
    public Accumulator accumulator(NoConfig config, Prediction prediction) {
        return accumulator(ClassScores.reader(prediction));
    }

    private static Accumulator accumulator(ClassScores.AnswerReader reader) {
        return new RunningMean(reader, scores -> scores.answer() == scores.target() ? 1 : 0);
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ClassScores.checkEither("accuracy", prediction, Optional.empty());
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
