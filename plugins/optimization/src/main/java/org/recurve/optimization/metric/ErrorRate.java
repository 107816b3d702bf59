package org.recurve.optimization.metric;

import java.util.Optional;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Prediction;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/** The share of wrong answers, from 0 to 1, where {@code accuracy} is that of right ones. */
@Plugin(id = "error", version = 1, summary = "the share of examples (or steps) whose largest output is not the target")
public final class ErrorRate implements Metric<NoConfig> {
    @Override
    public Accumulator accumulator(NoConfig config) {
        return accumulator(ClassScores::each);
    }

    @Override
    public Accumulator accumulator(NoConfig config, Prediction prediction) {
        return accumulator(ClassScores.reader(prediction));
    }

    private static Accumulator accumulator(ClassScores.AnswerReader reader) {
        return new RunningMean(reader, scores -> scores.answer() == scores.target() ? 0 : 1);
    }

    @Override
    public void check(NoConfig config, Prediction prediction) {
        ClassScores.checkEither("error", prediction, Optional.empty());
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public boolean isShare() {
        return true;
    }
}
